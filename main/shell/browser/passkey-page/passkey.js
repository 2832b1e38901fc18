// The only ability of this page: to hand one answer of an authenticator to the program, once, and to end.
const { bearer, task, options } = document.documentElement.dataset;
const form = document.querySelector('form');
const submit = form.querySelector('button[type="submit"]');
const cancel = form.querySelector('button[type="button"]');
const authorization = { Authorization: `Bearer ${bearer}` };
const over = new AbortController();

/** What each task asks the browser for. */
const ASK = {
  register: (given) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(given), signal: over.signal }),
  authenticate: (given) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(given), signal: over.signal }),
};
const possible = typeof PublicKeyCredential === 'function' && 'parseCreationOptionsFromJSON' in PublicKeyCredential;

function end() {
  over.abort();
  document.querySelector('main').replaceChildren(document.querySelector('template').content.cloneNode(true));
  window.close();
}

function tell(failure) {
  for (const warning of document.querySelectorAll('.warning')) warning.hidden = warning.id !== failure;
}

async function ask() {
  submit.disabled = true;
  tell(null);
  const credential = await ASK[task](JSON.parse(options)).catch((error) => {
    if (!over.signal.aborted) tell(error.name === 'InvalidStateError' ? 'known' : 'refused');
    return null;
  });
  submit.disabled = false;
  if (!credential) return submit.focus();
  const headers = { ...authorization, 'Content-Type': 'application/json' };
  await fetch('/answer', { method: 'POST', headers, body: JSON.stringify(credential) }).catch(() => {});
  end();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void ask();
});
cancel.addEventListener('click', end);
document.addEventListener('keydown', (event) => event.key === 'Escape' && end());

// The program sees this request end when the page is closed, and ends it when the question is over.
fetch('/presence', { headers: authorization, signal: over.signal })
  .then((response) => response.text())
  .catch(() => {})
  .finally(end);
if (possible) void ask();
else {
  submit.disabled = true;
  tell('impossible');
}
