// Shows the line for what went wrong with htmx's last request, and hides it after one that went well.
// <p data-trouble="connection">: we were not reached; <p data-trouble="answer">: we answered with an error.
// What was typed stays where it is either way.
(() => {
  const show = (trouble) => document.querySelectorAll("[data-trouble]").forEach((line) => {
    line.hidden = line.dataset.trouble !== trouble;
  });
  document.addEventListener("htmx:sendError", () => show("connection"));
  document.addEventListener("htmx:responseError", () => show("answer"));
  document.addEventListener("htmx:afterOnLoad", (event) => { if (event.detail.successful) show("none"); });
})();
