import { type CodeOrder, makeCode } from '../../../hub/access/enrolment.ts';
import { HttpError } from '../../../hub/http/http-error.ts';
import { HUB } from '../../../hub/store/actor.ts';
import { AppError } from '../../../errors.ts';
import { registrationNumber } from '../../../membership/registration-number.ts';
import { words } from '../../../words/words.ts';
import { minuteInJapan } from '../../../day-in-japan.ts';
import { type Command, EXIT, flag, type Invocation, text, texts } from '../command.ts';
import { HUB_OPTIONS, onHub } from '../hub-desk.ts';

/** Whom the code lets in: exactly one of the four. @throws AppError USAGE_WRONG, REGISTRATION_WRONG */
function whom(invocation: Invocation): Pick<CodeOrder, 'kind' | 'association' | 'registration'> {
  const association = text(invocation, 'association') ?? null;
  const person = text(invocation, 'person') ?? null;
  const kinds = [
    ...(association === null ? [] : (['association'] as const)),
    ...(flag(invocation, 'authority') ? (['authority'] as const) : []),
    ...(flag(invocation, 'admin') ? (['hub'] as const) : []),
    ...(person === null ? [] : (['person'] as const)),
  ];
  const [kind] = kinds;
  if (!kind || kinds.length > 1) throw new AppError('USAGE_WRONG', { note: '--association CODE | --authority | --admin | --person NUMBER' });
  const registration = person === null ? null : registrationNumber(person);
  if (person !== null && registration === null) throw new AppError('REGISTRATION_WRONG');
  return { kind, association, registration };
}

export const command: Command = {
  usage: 'hub enrol (--association CODE | --authority | --admin | --person NUMBER) [--scope SCOPE]... [--data DIR] [--database postgres://...]',
  options: {
    ...HUB_OPTIONS,
    association: { type: 'string' },
    authority: { type: 'boolean' },
    admin: { type: 'boolean' },
    person: { type: 'string' },
    scope: { type: 'string', multiple: true },
  },
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    const order = { ...whom(invocation), scopes: texts(invocation, 'scope') };
    const made = await onHub(invocation, {
      here: async (store) => {
        const { code, expiresAt } = await store.within(HUB, (tx) => makeCode(tx, { ...order, by: 'command-line' }, store.now()));
        return { code, expires_at: expiresAt.toISOString() };
      },
      there: { method: 'POST', path: '/admin/codes', body: order },
    }).catch((error: unknown) => {
      throw error instanceof HttpError ? new AppError('HUB_REFUSED', { note: error.code }, { cause: error }) : error;
    });
    const until = minuteInJapan(Date.parse(made.expires_at));
    return { exit: EXIT.done, json: made, text: words(invocation.language)('cli.hub-code', { code: made.code, until }) };
  },
};
