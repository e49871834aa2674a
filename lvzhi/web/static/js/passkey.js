// Shows what has to do with passkeys where the device can use them, and says so when one was not confirmed.
const can = window.isSecureContext && Boolean(window.PublicKeyCredential && navigator.credentials);

document.querySelectorAll("[data-passkey]").forEach((part) => (part.hidden = !can));
document.querySelectorAll("[data-passkey-missing]").forEach((part) => (part.hidden = can));

function tell(failed) {
  document.querySelectorAll("[data-passkey-error]").forEach((part) => (part.hidden = !failed));
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  tell(true);
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-passkey]")) tell(false);
});
