import { beforeEach, expect, it } from 'vitest';
import type { ProgramCaller } from '../../../main/api/schema/programs.ts';
import { OPERATIONS } from '../../../main/programs/api/operations.ts';
import { LIMITS } from '../../../main/programs/limits.ts';
import { type RequestBook, requestBook } from '../../../main/programs/requests.ts';
import { caller as paired } from '../../renderer/double/programs-double.ts';
import { samplePdf } from '../../renderer/double/samples.ts';

const SHARE = LIMITS.held.ofOne;
const LARGE = LIMITS.small + 1;
let book: RequestBook;
beforeEach(() => {
  book = requestBook({
    audit: { record: async () => {} } as never,
    now: () => new Date(),
    changed: () => {},
    over: async () => {},
    isHeld: () => false,
  });
  return () => book[Symbol.dispose]();
});

const named = (id: string): ProgramCaller => ({ ...paired, id });
const one = named('one');
/** A file that says it is so long, without being so. */
const file = (length: number) => ({ name: 'a.pdf', bytes: Object.defineProperty(new Uint8Array(1), 'length', { value: length }) });
const verify = (length: number) => book.add('verify', one, { file: file(length), content: file(length) });
const TOO_MUCH = 'TOO_MANY_REQUESTS_OPEN';

it('one that has ended keeps what is told of its document, and not the document', async () => {
  const { id } = await verify(3);
  await book.end(id, { state: 'declined' });
  expect(book.of(one, id)).toMatchObject({ order: null, about: { document: { name: 'a.pdf', size: 3 } } });
});

it('what is read and not yet a request counts, and what was read no more', () => {
  const room = book.room(one, SHARE);
  expect(() => book.room(one, LARGE)).toThrow(TOO_MUCH);
  room[Symbol.dispose]();
  book.room(one, SHARE);
});

it('documents that wait count until their request has ended', async () => {
  const { id } = await verify(SHARE / 4);
  expect(() => book.room(one, SHARE / 2)).toThrow(TOO_MUCH);
  await book.end(id, { state: 'expired' });
  book.room(one, SHARE / 2);
});

it('answers that are kept count', async () => {
  const { id } = await verify(1);
  await book.end(id, { state: 'done', result: () => null, bytes: SHARE / 2 });
  expect(() => book.room(one, SHARE / 2)).toThrow(TOO_MUCH);
  book.room(one, SHARE / 2 - LIMITS.request);
});

it('one program takes no more than its share, however it holds it, and leaves room for the longest verification of another', async () => {
  await verify(SHARE / 4);
  book.room(one, SHARE / 4);
  await book.end((await verify(1)).id, { state: 'done', result: () => null, bytes: SHARE / 4 - 2 * LIMITS.request });
  expect(() => book.room(one, LARGE)).toThrow(TOO_MUCH);
  book.room(named('two'), OPERATIONS.verify.mostBytes);
});

it('where nothing is left, what is small is asked all the same', () => {
  for (const id of ['one', 'two']) book.room(named(id), SHARE);
  expect(() => book.room(named('three'), LARGE)).toThrow(TOO_MUCH);
  for (const { mostBytes } of [OPERATIONS.login, OPERATIONS.card]) book.room(named('three'), mostBytes);
});

it.each([
  ['sign', true],
  ['login', false],
] as const)('what was made after the time of a %s is its answer: %s', async (kind, answers) => {
  const document = { ...samplePdf, id: 'document' };
  const { id } = await (kind === 'sign'
    ? book.add('sign', one, { document, format: null })
    : book.add('login', one, { origin: 'https://a.example', nonce: '' }));
  await book.end(id, { state: 'expired' });
  expect(await book.end(id, { state: 'done', result: () => null, bytes: 0 })).toBe(answers);
  expect(book.of(one, id)).toMatchObject({ state: answers ? 'done' : 'expired' });
});
