// The only ability of this page: to hand one PIN to the card session, once, and to end. Without a field, the PIN is typed at the reader: it then
// only says that the person is ready.
const { bearer, confirm = '', minLength } = document.documentElement.dataset;
const form = document.querySelector('form');
const pin = form.querySelector('input[type="password"]');
const tick = form.querySelector('input[type="checkbox"]');
const submit = form.querySelector('button[type="submit"]');
const cancel = form.querySelector('button[type="button"]');
const authorization = { Authorization: `Bearer ${bearer}` };
const presence = new AbortController();

function end() {
  if (pin) pin.value = '';
  presence.abort();
  document.querySelector('main').replaceChildren(document.querySelector('template').content.cloneNode(true));
  window.close();
}

function refresh() {
  const bytes = new TextEncoder().encode(pin?.value.normalize('NFKC') ?? '');
  const short = pin !== null && bytes.length < Number(minLength);
  submit.disabled = short || (tick !== null && !tick.checked);
  bytes.fill(0);
}

async function send(event) {
  event.preventDefault();
  if (submit.disabled) return;
  submit.disabled = true;
  const body = new TextEncoder().encode(pin?.value ?? '');
  if (pin) pin.value = '';
  const headers = { ...authorization, 'Content-Type': 'application/octet-stream', 'X-Confirmed-Tries': tick?.checked ? confirm : '' };
  const sent = fetch('/answer', { method: 'POST', headers, body });
  await sent.catch(() => {});
  body.fill(0);
  end();
}

const refuse = (event) => event.preventDefault();
for (const name of ['paste', 'copy', 'cut', 'drop', 'dragover', 'contextmenu']) pin?.addEventListener(name, refuse);
form.addEventListener('submit', send);
form.addEventListener('input', refresh);
cancel.addEventListener('click', end);
document.addEventListener('keydown', (event) => event.key === 'Escape' && end());

// The program sees this request end when the page is closed, and ends it when the question is over.
fetch('/presence', { headers: authorization, signal: presence.signal })
  .then((response) => response.text())
  .catch(() => {})
  .finally(end);
refresh();
(pin ?? tick ?? submit).focus();
