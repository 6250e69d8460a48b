// On a real phone the keyboard covers the page's foot: the desk keeps to the part that is seen.
export function followViewport() {
  const seen = window.visualViewport;
  if (!seen) return;
  const measure = () => document.documentElement.style.setProperty("--seen", `${seen.height}px`);
  seen.addEventListener("resize", measure);
  measure();
}
