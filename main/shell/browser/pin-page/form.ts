import type { PinRequest } from '../../../../card/pin/prompt.ts';
import type { Settings } from '../../../api/schema/application.ts';
import { words } from '../../../words/words.ts';

export type Appearance = Pick<Settings, 'language' | 'theme'>;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);

/**
 * The PIN form as one HTML page without any framework: which PIN, whose, how many tries, a tick for the exact number where the card layer
 * asks for one. The field takes one character more than the card, so that a PIN that is too long is refused as such and never cut. It loads
 * `/form.css` and `/form.js`, posts to `/answer` and keeps `/presence` open while it is shown.
 */
export function pinForm(request: PinRequest, bearer: string, { language, theme }: Appearance): string {
  const values = { ...request, tries: request.triesLeft ?? 'unknown', confirm: request.confirm ?? 'none' };
  const say = (key: string) => escapeHtml(words(language)(`pin.${key}`, values));
  const warning = request.reason === 'first' ? '' : `<p class="warning" role="alert">${say(`reason.${request.reason}`)}</p>`;
  const confirmation = request.confirm === null ? '' : `<label class="confirm"><input type="checkbox" /><span>${say('confirm')}</span></label>`;
  return `<!doctype html>
<html lang="${language}" data-theme="${theme}" data-bearer="${escapeHtml(bearer)}" data-confirm="${request.confirm ?? ''}" data-min-length="${request.minLength}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width" />
<title>${say('title')}</title>
<link rel="stylesheet" href="/tokens.css" />
<link rel="stylesheet" href="/form.css" />
<script src="/form.js" defer></script>
</head>
<body>
<main>
<h1>${say('heading')}</h1>
<p class="quiet">${say('holder')}</p>
${warning}
<form autocomplete="off">
<label for="pin">${say('label')}</label>
<input id="pin" type="password" inputmode="${request.digitsOnly ? 'numeric' : 'text'}" maxlength="${request.maxLength + 1}" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="tries uses" required />
<p id="tries">${say('tries')}</p>
${confirmation}
<div class="actions"><button type="submit" disabled>${say('submit')}</button><button type="button">${say('cancel')}</button></div>
<p id="uses" class="quiet">${say('uses')}</p>
</form>
</main>
<template><p role="status">${say('ended')}</p></template>
</body>
</html>
`;
}
