// Light or dark before the first paint: as <html data-theme="light|dark"> says, otherwise as the device is set.
// Tabler and our tokens read the attribute this writes.
(() => {
  const page = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    const chosen = page.dataset.theme;
    page.dataset.bsTheme = chosen === "light" || chosen === "dark" ? chosen : dark.matches ? "dark" : "light";
  };
  dark.addEventListener("change", follow);
  follow();
})();
