// A QR code carries its secret behind the "#", which browsers never send. Here it is put into the form and taken
// out of the address, so that it stands in no log and no history.
//
// /tra-cuu/#CODE.SECRET fills both fields, /xac-thuc/#SECRET the one. A secret has no dot, a code may have several.

const text = decodeURIComponent(location.hash.slice(1));
const form = document.querySelector("form[data-secret]");

if (text && form) {
  history.replaceState(null, "", location.pathname);
  const cut = text.lastIndexOf(".");
  form.elements.secret.value = text.slice(cut + 1);
  if (form.elements.code) form.elements.code.value = text.slice(0, Math.max(cut, 0));
  form.querySelector("button:not([type=button])").focus();
}
