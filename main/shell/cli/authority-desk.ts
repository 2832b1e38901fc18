import type { ParseArgsOptionsConfig } from 'node:util';
import { VirtualReaderService } from '../../../card/transports/virtual/virtual-reader-service.ts';
import type { Application } from '../../application.ts';
import { openApplication } from '../../open-application.ts';
import type { AdvanceAnswer } from '../../api/schema/credentials.ts';
import type { Authority } from '../../credentials/authority.ts';
import { type Seat, seatOf } from '../../credentials/seat.ts';
import type { Acting } from '../../credentials/staff/acting.ts';
import { defaultDataFolder } from '../../store/data-folder.ts';
import { words } from '../../words/words.ts';
import { EXIT, type Invocation, type Outcome, text } from './command.ts';
import { readNamedFile, required } from './input.ts';

/** Options of every command of the authority's desk. A token is in a file that one person holds; `second` is another person's. */
export const AUTHORITY_OPTIONS = {
  data: { type: 'string' },
  staff: { type: 'string' },
  second: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;
export const AUTHORITY_USAGE = '--staff FILE [--second FILE] [--data DIR]';

export interface AuthorityCommandDesk extends AsyncDisposable {
  readonly application: Application;
  readonly authority: Authority;
}

/** The program behind a command of the authority's desk; no reader is touched, and test mode is as the desk has it. */
export async function openAuthorityDesk(invocation: Invocation): Promise<AuthorityCommandDesk> {
  const application = await openApplication({
    dataFolder: text(invocation, 'data') ?? defaultDataFolder(),
    shell: 'command-line',
    pinDesk: { ask: async () => null },
    askAgain: false,
    readers: new VirtualReaderService(),
  });
  try {
    return { application, authority: await application.authority(), [Symbol.asyncDispose]: () => application[Symbol.asyncDispose]() };
  } catch (error) {
    await application[Symbol.asyncDispose]();
    throw error;
  }
}

/**
 * Whoever holds the token in the file that an option names.
 * @param provisional also a token that a colleague made alone, which its holder comes to replace
 * @throws AppError STAFF_TOKEN_WRONG, STAFF_OWN_KEY_NEEDED, FILE_NOT_FOUND
 */
export async function actingBy(
  { staff }: Authority,
  invocation: Invocation,
  option: 'staff' | 'second',
  provisional?: 'provisional',
): Promise<Acting> {
  const token = Buffer.from(await readNamedFile(required(invocation, option)))
    .toString('utf8')
    .trim();
  return staff.byToken(token, provisional);
}

export interface Sitting extends AuthorityCommandDesk {
  readonly acting: Acting;
  readonly seat: Seat;
}

/** The desk in the name of `--staff`. */
export async function sitAt(invocation: Invocation): Promise<Sitting> {
  const desk = await openAuthorityDesk(invocation);
  try {
    const acting = await actingBy(desk.authority, invocation, 'staff');
    return { ...desk, acting, seat: seatOf(desk.authority, acting), [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose]() };
  } catch (error) {
    await desk[Symbol.asyncDispose]();
    throw error;
  }
}

/** What became of a step: done, or confirmed by the person of `--second`, or left waiting for one. */
export async function stepOutcome({ authority, seat }: Sitting, invocation: Invocation, answer: AdvanceAnswer): Promise<Outcome> {
  const say = words(invocation.language);
  const confirmed = answer.proposal !== null && text(invocation, 'second') !== undefined;
  if (confirmed) {
    const second = await actingBy(authority, invocation, 'second');
    await authority.proposals.confirm(second, answer.proposal!, await authority.proposals.digestOf(second, answer.proposal!));
  }
  const page = confirmed ? await seat.page(answer.page.holder) : answer.page;
  const { holder, objects, timeline } = page;
  const waits = answer.proposal !== null && !confirmed;
  const lines = objects.map(({ id, kind, state, queue }) =>
    say('cli.credential-object', { id, state: say(`credentials.state.${kind}.${state}`), waits: queue ?? '' }),
  );
  return {
    exit: waits ? EXIT.indeterminate : EXIT.done,
    json: { outcome: waits ? 'proposed' : 'done', proposal: answer.proposal, holder, objects, letters: answer.letters, last: timeline[0] ?? null },
    text: [...(waits ? [say('cli.credential-proposed')] : []), ...lines].join('\n'),
  };
}

/** `a,b` as a list. */
export const listed = (invocation: Invocation, option: string): string[] =>
  (text(invocation, option) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
