import { describe, expect, it } from 'vitest';
import { BATCH_LIMIT, readLinkMessage } from '../../../../main/attendance/stations/messages.ts';
import { chain, draft } from '../../support/facts.ts';
import { revisionOf } from './venue.ts';

const HASH = 'a'.repeat(64);
const [FACT] = chain('a'.repeat(32), [draft()]);
const ROWS = { plan: HASH, people: HASH, bindings: HASH };
const PERSON = { registration: '123456', name: '山田 太郎', kana: 'やまだ たろう', affiliation: '', birthDate: '', myPage: null, code: null };
const { code: _code, ...NAMED } = PERSON;
const BINDING = { person: NAMED, certificate: 'MAAA', chain: [], atr: '3B00', way: null, boundAt: '2026-11-20T00:00:00.000Z', by: '係' };
const REFERENCE = { standing: 1, root: 'b'.repeat(32), hops: 0, offsetMs: 12.5 };

const SOUND = {
  state: { type: 'state', name: '受付 1', port: 4000, seminars: [HASH] },
  have: { type: 'have', seminar: 's', facts: { device: { upTo: 3, prefix: HASH, marks: [], all: HASH } }, rows: ROWS },
  facts: { type: 'facts', id: 1, seminar: 's', facts: [FACT] },
  plan: { type: 'rows', id: 1, seminar: 's', kind: 'plan', rows: [revisionOf('s')] },
  people: { type: 'rows', id: 1, seminar: 's', kind: 'people', rows: [PERSON] },
  bindings: { type: 'rows', id: 1, seminar: 's', kind: 'bindings', rows: [BINDING] },
  ack: { type: 'ack', id: 1 },
  ping: { type: 'ping', id: 1, reference: REFERENCE },
  pong: { type: 'pong', id: 1, received: 1.5, answered: 2 },
  invitation: { type: 'invitation', seminars: ['s'] },
};

describe('messages between stations', () => {
  it.each(Object.entries(SOUND))('%s is read', (_name, message) => {
    expect(readLinkMessage(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it.each(Object.entries(SOUND))('%s with a member more is refused', (_name, message) => {
    expect(() => readLinkMessage({ ...message, more: 1 })).toThrow();
  });

  it.each(Object.entries(SOUND).flatMap(([name, message]) => Object.keys(message).map((key) => [name, key, message] as const)))(
    '%s without %s is refused',
    (_name, key, message) => {
      expect(() => readLinkMessage({ ...message, [key]: undefined })).toThrow();
    },
  );

  it.each<[string, string]>([
    ['no object', '[]'],
    ['null', 'null'],
    ['another type', '{"type":"reset"}'],
    ['a type that every object has', '{"type":"constructor"}'],
    ['a prototype', '{"type":"ack","id":1,"__proto__":{"admin":true}}'],
    ['a prototype within a person', JSON.stringify(SOUND.people).replace('"registration"', '"__proto__":{"a":1},"registration"')],
    ['a number as text', '{"type":"ack","id":"1"}'],
    ['half an id', '{"type":"ack","id":1.5}'],
    ['a name of control characters', JSON.stringify({ ...SOUND.state, name: 'a\u0007' })],
    ['a name that is too long', JSON.stringify({ ...SOUND.state, name: 'x'.repeat(61) })],
    ['a port out of range', JSON.stringify({ ...SOUND.state, port: 65_536 })],
    ['a seminar by its id', JSON.stringify({ ...SOUND.state, seminars: ['seminar-1'] })],
    ['more seminars than anybody has', JSON.stringify({ ...SOUND.state, seminars: Array.from({ length: 101 }, () => HASH) })],
    ['facts without a fact', JSON.stringify({ ...SOUND.facts, facts: [] })],
    ['more facts than a batch has', JSON.stringify({ ...SOUND.facts, facts: Array.from({ length: BATCH_LIMIT + 1 }, () => FACT) })],
    ['a fact with a member more', JSON.stringify({ ...SOUND.facts, facts: [{ ...FACT, more: 1 }] })],
    ['rows of no kind', JSON.stringify({ ...SOUND.people, kind: 'settings' })],
    ['people as plans', JSON.stringify({ ...SOUND.people, kind: 'plan' })],
    ['a plan that is none', JSON.stringify({ ...SOUND.plan, rows: [{ ...revisionOf('s'), plan: '{}' }] })],
    ['a registration number with letters', JSON.stringify({ ...SOUND.people, rows: [{ ...PERSON, registration: '12x' }] })],
    ['a scale beyond the longest line', JSON.stringify({ ...SOUND.ping, reference: { ...REFERENCE, hops: 9 } })],
    ['an endless time', '{"type":"pong","id":1,"received":1e400,"answered":0}'],
  ])('%s is refused', (_what, text) => {
    expect(() => readLinkMessage(JSON.parse(text))).toThrow();
  });

  it('a device by the name of the prototype is none', () => {
    const message = readLinkMessage(JSON.parse(JSON.stringify(SOUND.have).replace('"device"', '"__proto__"')));
    expect(message).toEqual({ ...SOUND.have, facts: {} });
  });
});
