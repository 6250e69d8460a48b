// <form data-passkey="get|create" hidden> with a hidden field "credential": shown where the browser knows passkeys.
// When sent, the form's own address gives (as JSON) what the browser must sign; the answer travels in "credential".
// An element inside with data-passkey-refused is shown when the person or the device said no.
(() => {
  if (!window.PublicKeyCredential) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const opened = (options) => {
    const ids = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
    const open = { ...options, challenge: bytes(options.challenge) };
    if (options.user) open.user = { ...options.user, id: bytes(options.user.id) };
    if (options.allowCredentials) open.allowCredentials = ids(options.allowCredentials);
    if (options.excludeCredentials) open.excludeCredentials = ids(options.excludeCredentials);
    return { publicKey: open };
  };
  const sealed = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return {
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  };
  const sign = async (form) => {
    const asked = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!asked.ok) throw new Error(`options: ${asked.status}`);
    const options = opened((await asked.json()).publicKey);
    const credential = await navigator.credentials[form.dataset.passkey](options);
    form.elements.credential.value = JSON.stringify(sealed(credential));
    form.submit();
  };
  const refused = (form, is) => form.querySelectorAll("[data-passkey-refused]").forEach((line) => { line.hidden = !is; });
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      refused(form, false);
      sign(form).catch(() => refused(form, true));
    });
  });
})();
