"""`zhijian accounts`: what an operator types, and what he is told."""

from pathlib import Path

import pytest

from tests.command.conftest import AES_KEY, Zhijian, adding


def test_added_account_is_listed_without_its_secrets(zhijian: Zhijian) -> None:
    added = zhijian(*adding())
    listed = zhijian("accounts", "list")

    assert (added.returncode, "/wechat/bench" in added.stdout, "wxbench0000000001" in listed.stdout) == (
        0,
        True,
        True,
    )
    said = added.stdout + added.stderr + listed.stdout
    assert [word for word in ("not-a-real-secret", "TokenOfTests01", AES_KEY) if word in said] == []


def test_piped_list_has_whole_values_with_tabs_between_them(zhijian: Zhijian) -> None:
    api = "https://a-host-with-a-long-name.example/and/a/path/that/goes/on"
    reason = "an old program\nwithout keys"
    zhijian(*adding(name="青禾镇离退休干部第二党支部委员会党建学习公众号", api_base=api))
    zhijian(
        *adding(slug="another", appid="wxanother01", gh_id="gh_another", mode="plain", allow_plain=reason)
    )

    listed = zhijian("accounts", "list", COLUMNS="20")

    assert [line.split("\t") for line in listed.stdout.splitlines()] == [
        ["slug", "name", "kind", "verified", "appid", "gh_id", "mode", "api"],
        [
            "another",
            "试验台",
            "service",
            "yes",
            "wxanother01",
            "gh_another",
            "plain (an old program without keys)",
            "https://api.weixin.qq.com",
        ],
        [
            "bench",
            "青禾镇离退休干部第二党支部委员会党建学习公众号",
            "service",
            "yes",
            "wxbench0000000001",
            "gh_bench",
            "safe",
            api,
        ],
    ]


@pytest.mark.parametrize(
    ("option", "value", "rule"),
    [
        ("token", "x!", "3 to 32 letters and digits"),
        ("aes_key", "short", "exactly 43 letters and digits"),
        ("gh_id", "qinghe", "begins with gh_"),
        ("api_base", "not a url", "http or https"),
        ("slug", "Not A Slug", "a-z, 0-9"),
    ],
)
def test_wrong_value_names_the_option_and_the_rule(
    zhijian: Zhijian, option: str, value: str, rule: str
) -> None:
    done = zhijian(*adding(**{option: value}))

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert f"--{option.replace('_', '-')}" in done.stderr
    assert rule in done.stderr
    assert value not in done.stderr


@pytest.mark.parametrize(
    ("api_base", "named", "words"),
    [
        ("https://api.weixin.qq.com", "", ""),
        ("http://127.0.0.1:9", "", ""),
        ("https://proxy.example", "proxy.example", ""),
        ("https://proxy.example", "", "proxy.example is not WeChat's"),
        ("http://api.weixin.qq.com", "", "over https only"),
    ],
)
def test_host_that_will_not_be_called_is_said_at_once(
    zhijian: Zhijian, api_base: str, named: str, words: str
) -> None:
    done = zhijian(*adding(api_base=api_base), ZHIJIAN_API_HOSTS=named)

    assert (done.returncode, bool(done.stderr), words in done.stderr) == (0, bool(words), True)


def test_host_that_is_not_listed_is_not_called(zhijian: Zhijian) -> None:
    zhijian(*adding(api_base="https://somewhere.example"))

    done = zhijian("accounts", "check", "bench")

    assert (done.returncode, "ZHIJIAN_API_HOSTS" in done.stdout + done.stderr) == (1, True)


def test_second_account_of_the_same_slug_is_refused(zhijian: Zhijian) -> None:
    zhijian(*adding())

    done = zhijian(*adding(appid="wxother000000001", gh_id="gh_other"))

    assert (done.returncode, "--slug: is taken" in done.stderr) == (1, True)


def test_plain_mode_wants_a_reason_and_shows_it(zhijian: Zhijian) -> None:
    refused = zhijian(*adding(mode="plain"))
    added = zhijian(*adding(mode="plain", allow_plain="an old test account"))
    listed = zhijian("accounts", "list")

    assert (refused.returncode, "--allow-plain" in refused.stderr) == (1, True)
    assert (added.returncode, "an old test account" in listed.stdout) == (0, True)


def test_secrets_come_from_a_file_or_standard_input(zhijian: Zhijian, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("not-a-real-secret-0002\n")

    done = zhijian(
        *adding(secret=f"@{tmp_path / 'secret'}", token="-", aes_key="-"),
        stdin=f"TokenOfTests02\n{AES_KEY}\n",
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_missing_value_file_is_named(zhijian: Zhijian) -> None:
    done = zhijian(*adding(secret="@/nowhere/secret"))

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "--secret: cannot read /nowhere/secret" in done.stderr


def test_change_says_what_changed_and_refuses_what_is_wrong(zhijian: Zhijian) -> None:
    zhijian(*adding())

    changed = zhijian("accounts", "set", "bench", "--name", "新名字", "--unverified")
    wrong = zhijian("accounts", "set", "bench", "--token", "!")
    nothing = zhijian("accounts", "set", "bench")
    unknown = zhijian("accounts", "set", "nobody", "--name", "x")

    assert (changed.returncode, changed.stdout.strip()) == (0, "changed bench: is_verified, name")
    assert [done.returncode for done in (wrong, nothing, unknown)] == [1, 1, 1]
    assert "zhijian accounts list" in unknown.stderr


def test_check_says_when_wechat_cannot_be_reached(zhijian: Zhijian) -> None:
    zhijian(*adding(api_base="http://127.0.0.1:9"))

    done = zhijian("accounts", "check", "bench")

    assert (done.returncode, done.stdout.splitlines()) == (
        1,
        [
            "--  address: ZHIJIAN_PUBLIC_URL is this machine: enough for the sandbox alone "
            "(address_is_this_machine)",
            "--  domain file: none put up; needed once pages open inside WeChat (file_not_needed_yet)",
            "..  ip list: waits for the token (after_token)",
            "NOT token: 127.0.0.1:9 does not answer; is the network open towards it? (wechat_silent)",
            "..  callback: WeChat has not knocked yet; press Submit in the back end's server configuration "
            "(no_knock_yet)",
            "..  talk: nobody wrote in the last 15 minutes; send hello from a phone (nobody_wrote_yet)",
            "..  rights: waits for the token (after_token)",
        ],
    )


def test_account_needs_its_key_file(zhijian: Zhijian, home: Path) -> None:
    zhijian(*adding())
    (home / "keys" / "vault.key").unlink()

    done = zhijian("doctor")

    assert (done.returncode, "NOT key file" in done.stdout) == (1, True)
