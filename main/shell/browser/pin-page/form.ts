import type { PinRequest } from '../../../../card/pin/prompt.ts';
import { words } from '../../../words/words.ts';
import { type Appearance, escapeHtml, smallPage } from '../one-time-pages.ts';

/**
 * The field, or, where the PIN is typed at the keys of the reader, what will be done there: no field that could be typed into by mistake.
 */
function field({ way, digitsOnly, maxLength }: PinRequest, say: (key: string) => string): string {
  if (way === 'reader') return `<p id="at-reader">${say('at-reader.note')}</p>`;
  return `<label for="pin">${say('label')}</label>
<input id="pin" type="password" inputmode="${digitsOnly ? 'numeric' : 'text'}" maxlength="${maxLength + 1}" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="tries uses" required />`;
}

/**
 * The PIN form as one HTML page without any framework: which PIN, whose, how many tries, a tick for the exact number where the card layer
 * asks for one. The field takes one character more than the card, so that a PIN that is too long is refused as such and never cut.
 */
export function pinForm(request: PinRequest, bearer: string, appearance: Appearance): string {
  const values = { ...request, tries: request.triesLeft ?? 'unknown', confirm: request.confirm ?? 'none', keeper: request.keeper ?? 'card' };
  const atReader = request.way === 'reader';
  const sentence = (key: string) => words(appearance.language)(`pin.${key}`, values);
  const say = (key: string) => escapeHtml(sentence(key));
  const warning =
    request.reason === 'first' ? '' : `<p class="warning" role="alert">${say(`${atReader ? 'at-reader.' : ''}reason.${request.reason}`)}</p>`;
  const confirmation = request.confirm === null ? '' : `<label class="confirm"><input type="checkbox" /><span>${say('confirm')}</span></label>`;
  return smallPage(appearance, {
    title: sentence('title'),
    script: '/form.js',
    data: { bearer, confirm: `${request.confirm ?? ''}`, 'min-length': `${request.minLength}` },
    body: `<main>
<h1>${say(atReader ? 'at-reader.heading' : 'heading')}</h1>
<p class="quiet">${say('holder')}</p>
${warning}
<form autocomplete="off">
${field(request, say)}
<p id="tries">${say('tries')}</p>
${confirmation}
<div class="actions"><button type="submit" disabled>${say(atReader ? 'at-reader.submit' : 'submit')}</button><button type="button">${say('cancel')}</button></div>
<p id="uses" class="quiet">${say(atReader ? 'at-reader.uses' : 'uses')}</p>
</form>
</main>
<template><p role="status">${say('ended')}</p></template>`,
  });
}
