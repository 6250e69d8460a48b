// <form data-keep-draft="KEY">: what is typed survives a session that ends, a reload, a failed send. It stays in this
// tab (sessionStorage), for the person of <html data-person>, and never what stands in a password field.
// When the page comes back with other values, the element [data-draft-offer] (inside the form, or "KEY" elsewhere) is
// shown. Its [data-draft-take] puts the text back: into the fields that are there, or, when the button has a name,
// by posting the whole draft with that name, for forms whose rows the server adds. [data-draft-drop] forgets it.
// [data-draft-done="KEY"] on the page after a save forgets it; sending a <form data-drafts-forget> forgets all.
(() => {
  const ALL = "draft:";
  const PREFIX = `${ALL}${document.documentElement.dataset.person || ""}:`;
  const kept = (field) => field.name && !field.disabled
    && !["password", "hidden", "file", "submit", "button"].includes(field.type);
  const values = (form) => [...form.elements].filter(kept).map((field) => [
    field.name, field.value, field.matches("[type=checkbox], [type=radio]") ? field.checked : null,
  ]);
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const read = (key) => { try { return JSON.parse(sessionStorage.getItem(PREFIX + key)); } catch { return null; } };
  const write = (key, draft) => { try { sessionStorage.setItem(PREFIX + key, JSON.stringify(draft)); } catch { /* full: nothing is kept */ } };
  const forget = (key) => sessionStorage.removeItem(PREFIX + key);

  const put = (form, draft) => {
    const left = [...form.elements].filter(kept);
    draft.forEach(([name, value, checked]) => {
      const at = left.findIndex((field) => field.name === name && (checked === null || field.value === value));
      if (at < 0) return;
      const [field] = left.splice(at, 1);
      if (checked === null) field.value = value; else field.checked = checked;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  };
  const post = (form, draft, button) => {
    const whole = Object.assign(document.createElement("form"), { method: "post", action: form.action, hidden: true });
    const add = (name, value) => whole.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    form.querySelectorAll("input[type=hidden][name]").forEach((field) => add(field.name, field.value));
    draft.forEach(([name, value, checked]) => { if (checked !== false) add(name, value); });
    add(button.name, button.value);
    document.body.append(whole);
    whole.submit();
  };
  const offerOf = (form) => form.querySelector("[data-draft-offer]")
    || document.querySelector(`[data-draft-offer="${CSS.escape(form.dataset.keepDraft)}"]`);
  const offer = (form) => {
    const key = form.dataset.keepDraft;
    const draft = read(key);
    const line = offerOf(form);
    if (!draft) return;
    if (same(draft, values(form))) { forget(key); return; }
    if (!line) { put(form, draft); return; }
    line.hidden = false;
    const take = line.querySelector("[data-draft-take]");
    take?.addEventListener("click", (event) => {
      event.preventDefault();
      if (take.name) post(form, draft, take); else put(form, draft);
      line.hidden = true;
    });
    line.querySelector("[data-draft-drop]")?.addEventListener("click", () => { forget(key); line.hidden = true; });
  };

  let waits = 0;
  const note = (event) => {
    const form = event.target.form?.closest?.("form[data-keep-draft]") || event.target.closest?.("form[data-keep-draft]");
    if (!form || !event.isTrusted && !form.dataset.draftTouched) return;
    form.dataset.draftTouched = "1";
    clearTimeout(waits);
    waits = setTimeout(() => write(form.dataset.keepDraft, values(form)), 300);
  };
  document.addEventListener("input", note);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-drafts-forget]")) {
      Object.keys(sessionStorage).filter((key) => key.startsWith(ALL)).forEach((key) => sessionStorage.removeItem(key));
    } else if (form.matches("[data-keep-draft]") && form.dataset.draftTouched) {
      write(form.dataset.keepDraft, values(form));
    }
  });
  document.querySelectorAll("[data-draft-done]").forEach((done) => forget(done.dataset.draftDone));
  document.querySelectorAll("form[data-keep-draft]").forEach(offer);
})();
