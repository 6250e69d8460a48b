"""What the environment says. The only place that reads it."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

CHECKOUT = Path(__file__).resolve().parents[3]


def default_home() -> Path:
    """`var/` in a checkout, else `zhijian-data` in the working folder."""
    if (CHECKOUT / "pyproject.toml").is_file() and (CHECKOUT / "src" / "zhijian").is_dir():
        return CHECKOUT / "var"
    return Path.cwd() / "zhijian-data"


class Environment(BaseSettings):
    """Every variable Zhijian listens to; docs/reference/configuration.md has a line for each."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore")

    zhijian_home: Path = Field(default_factory=default_home)
    zhijian_database_url: SecretStr = SecretStr("")
    zhijian_key_file: Path | None = None
    zhijian_public_url: str = ""
    zhijian_allowed_hosts: str = ""
    zhijian_api_hosts: str = ""
    zhijian_metrics_token: SecretStr = SecretStr("")
    zhijian_sandbox_url: str = ""
    zhijian_audio_mb: int = Field(default=60, ge=1, le=1024)
    zhijian_debug: bool = False
    port: int = Field(default=8000, ge=1, le=65535)
    sandbox_port: int = Field(default=8001, ge=1, le=65535)

    @property
    def home(self) -> Path:
        return self.zhijian_home.expanduser().absolute()

    @property
    def key_file(self) -> Path:
        return (self.zhijian_key_file or self.home / "keys" / "vault.key").expanduser().absolute()

    @property
    def public_url(self) -> str:
        """Where followers' phones find this installation, without a slash at the end."""
        return (self.zhijian_public_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def api_hosts(self) -> frozenset[str]:
        """Hosts that may be called besides WeChat's own and this machine."""
        return frozenset(_listed(self.zhijian_api_hosts.lower()))

    @property
    def allowed_hosts(self) -> list[str]:
        public = urlsplit(self.public_url).hostname or "localhost"
        return ["localhost", ".localhost", "127.0.0.1", "[::1]", public, *_listed(self.zhijian_allowed_hosts)]


def _listed(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]
