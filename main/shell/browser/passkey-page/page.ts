import { words } from '../../../words/words.ts';
import { type Appearance, escapeHtml, smallPage } from '../one-time-pages.ts';
import type { PasskeyQuestion, PasskeyTask } from './question.ts';

/** Why the authenticator gave nothing; words `passkey.failed.<id>`. */
const FAILURES = ['refused', 'known', 'impossible'] as const;

const nameOf = (task: PasskeyTask): string => (task.kind === 'register' ? task.options.user.displayName || task.options.user.name : '');

/** The page on which a passkey is registered or given: what is done, for whom, and what to do where the authenticator gave nothing. */
export function passkeyPage({ task, bearer }: PasskeyQuestion, appearance: Appearance): string {
  const values = { task: task.kind === 'register' ? task.kind : task.purpose, name: nameOf(task) };
  const sentence = (key: string) => words(appearance.language)(`passkey.${key}`, values);
  const say = (key: string) => escapeHtml(sentence(key));
  const failures = FAILURES.map((id) => `<p class="warning" role="alert" id="${id}" hidden>${say(`failed.${id}`)}</p>`).join('\n');
  return smallPage(appearance, {
    title: sentence('title'),
    script: '/passkey.js',
    data: { bearer, task: task.kind, options: JSON.stringify(task.options) },
    body: `<main>
<h1>${say('heading')}</h1>
${failures}
<p id="how">${say('how')}</p>
<form autocomplete="off">
<div class="actions"><button type="submit" aria-describedby="how">${say('submit')}</button><button type="button">${say('cancel')}</button></div>
<p class="quiet">${say('kept')}</p>
</form>
</main>
<template><p role="status">${say('ended')}</p></template>`,
  });
}
