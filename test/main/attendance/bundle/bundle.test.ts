import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { BUNDLE_LIMITS, type BundleContent, readBundle, writeBundle } from '../../../../main/attendance/bundle/bundle.ts';
import { openUnderPassphrase, SCRYPT_COSTS, sealUnderPassphrase } from '../../../../main/attendance/bundle/passphrase-file.ts';
import type { AppError } from '../../../../main/errors.ts';
import { textOfPlan } from '../../../../main/training/revision.ts';
import { at, chain, draft, SEMINAR } from '../../support/facts.ts';

const [QUICK] = SCRYPT_COSTS;
const PASSPHRASE = '合言葉 passphrase';
const FORMAT = 'hpki-desk-bundle/1';

const policy = {
  opensBefore: 60,
  graceAfterStart: 10,
  minimumPresence: null,
  exitTap: 'none' as const,
  graceBeforeEnd: 0,
  bookedOnly: false,
  needsMyPage: false,
  statusMaxAgeDays: null,
};
const session = { id: 's1', title: '講演', speaker: '', room: 'r1', startsAt: at(0), endsAt: at(60), credits: [], policy: null };
const plan = {
  title: '研修会',
  organiser: '医師会',
  venue: '',
  certifiedNumbers: [],
  rooms: [{ id: 'r1', name: '大ホール' }],
  sessions: [session],
  policy,
  practice: false,
};
const person = { registration: '123456', name: '髙橋 一郎', kana: 'たかはし いちろう', affiliation: '', birthDate: '', myPage: null };

const bundle: BundleContent = {
  seminar: SEMINAR,
  plan: [{ seminar: SEMINAR, revision: 1, at: at(-60), state: 'open', plan: textOfPlan(plan), reason: '' }],
  people: [{ ...person, code: 'B-1' }],
  bindings: [],
  facts: chain('alpha', [draft(), draft({ kind: 'out', direction: 'out' })]),
};

const answerTo = async (reading: Promise<unknown>) =>
  reading.then(
    () => 'read',
    (error: AppError) => error.code,
  );

/** The digest at the end is no secret: whoever changes a file makes it anew. */
function redigested(file: Uint8Array): Buffer {
  const sealed = Buffer.from(file.subarray(0, file.length - 32));
  return Buffer.concat([sealed, createHash('sha256').update(sealed).digest()]);
}

function changed(file: Uint8Array, index: number, bits: number): Buffer {
  const copy = Buffer.from(file);
  copy[index]! ^= bits;
  return copy;
}

/** A file with other words in its header. */
function withHeader(file: Uint8Array, from: string, to: string): Buffer {
  const end = file.indexOf(0x0a) + 1;
  const header = Buffer.from(file.subarray(0, end)).toString('utf8').replace(from, to);
  return redigested(Buffer.concat([Buffer.from(header), file.subarray(end)]));
}

let file: Uint8Array;
beforeAll(async () => {
  file = await writeBundle(bundle, PASSPHRASE, QUICK);
});

describe('a bundle', () => {
  it('holds what was taken back', async () => {
    const withdrawn = { ...bundle, people: [...bundle.people, { withdrawn: 'a'.repeat(64) }] };
    expect(await readBundle(await writeBundle(withdrawn, PASSPHRASE, QUICK), PASSPHRASE)).toEqual(withdrawn);
  });

  it('gives back what was put in, at the full cost too', async () => {
    expect(await readBundle(file, PASSPHRASE)).toEqual(bundle);
    expect(await readBundle(await writeBundle(bundle, PASSPHRASE), PASSPHRASE)).toEqual(bundle);
  });

  it('tells nothing, and not even twice the same', async () => {
    const other = await writeBundle(bundle, PASSPHRASE, QUICK);
    expect(Buffer.from(file).toString('latin1')).not.toMatch(/seminar-1|123456/);
    expect(Buffer.from(other.subarray(0, 400))).not.toEqual(Buffer.from(file.subarray(0, 400)));
  });

  it.each([
    ['typed in full width', 'ｐassphrase', 'passphrase', 'read'],
    ['another one', 'passphrase', 'Passphrase', 'BUNDLE_PASSPHRASE_WRONG'],
    ['an empty one', 'passphrase', '', 'BUNDLE_PASSPHRASE_WRONG'],
  ])('a passphrase: %s', async (_name, sealedWith, openedWith, answer) => {
    expect(await answerTo(readBundle(await writeBundle(bundle, sealedWith, QUICK), openedWith))).toBe(answer);
  });

  it.each<[string, unknown]>([
    ['a revision of another seminar', { ...bundle, plan: [{ ...bundle.plan[0], seminar: 'seminar-2' }] }],
    ['more than the form has', { ...bundle, more: 1 }],
    ['no facts', { ...bundle, facts: undefined }],
    ['a person in another form', { ...bundle, people: [{ ...bundle.people[0], registration: '0123' }] }],
    ['a fact in another form', { ...bundle, facts: [{ ...bundle.facts[0], hash: 'x' }] }],
  ])('%s is neither written nor read', async (_name, wrong) => {
    await expect(writeBundle(wrong as BundleContent, PASSPHRASE, QUICK)).rejects.toThrow();
    const sealed = await sealUnderPassphrase(gzipSync(JSON.stringify(wrong)), PASSPHRASE, FORMAT, QUICK);
    expect(await answerTo(readBundle(sealed, PASSPHRASE))).toBe('BUNDLE_UNREADABLE');
  });
});

describe('what is no bundle', () => {
  it.each<[string, () => Uint8Array | Promise<Uint8Array>]>([
    ['nothing', () => new Uint8Array()],
    ['a line', () => Buffer.from('\n')],
    ['other bytes', () => randomBytes(5_000)],
    ['the header alone', () => file.subarray(0, file.indexOf(0x0a) + 1)],
    ['half of it', () => file.subarray(0, file.length >> 1)],
    ['half of it, with a digest that fits', () => redigested(file.subarray(0, file.length >> 1))],
    ['more after it', () => Buffer.concat([file, Buffer.from([0])])],
    ['another format', () => withHeader(file, 'bundle/1', 'bundle/2')],
    ['a key that would take a gigabyte', () => withHeader(file, `"n":${QUICK}`, '"n":1048576')],
    ['a key that costs nothing', () => withHeader(file, `"n":${QUICK}`, '"n":2')],
    ['larger blocks', () => withHeader(file, '"r":8', '"r":1024')],
    ['a header written otherwise', () => withHeader(file, '{', '{ ')],
    ['an endless header', () => withHeader(file, '{', `{${' '.repeat(2_000)}`)],
    ['more than is allowed', () => new Uint8Array(BUNDLE_LIMITS.file + 1)],
    ['content that is not packed', () => sealUnderPassphrase(Buffer.from(JSON.stringify(bundle)), PASSPHRASE, FORMAT, QUICK)],
    ['content that is no JSON', () => sealUnderPassphrase(gzipSync('{'), PASSPHRASE, FORMAT, QUICK)],
    [
      'content that grows beyond all bounds',
      () => sealUnderPassphrase(gzipSync(Buffer.alloc(BUNDLE_LIMITS.json + 1, ' ')), PASSPHRASE, FORMAT, QUICK),
    ],
  ])('%s', async (_name, made) => {
    expect(await answerTo(readBundle(await made(), PASSPHRASE))).toBe('BUNDLE_UNREADABLE');
  });
});

describe('a single byte that changed', () => {
  it('anywhere is seen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (index, bits) => {
        expect(await answerTo(readBundle(changed(file, index, bits), PASSPHRASE))).toBe('BUNDLE_UNREADABLE');
      }),
      { numRuns: 300 },
    );
  });

  it('by somebody who makes the digest anew opens nothing either', async () => {
    const small = await sealUnderPassphrase(Buffer.from('small'), PASSPHRASE, FORMAT, QUICK);
    const header = small.indexOf(0x0a) + 1;
    await fc.assert(
      fc.asyncProperty(fc.nat(small.length - 33), fc.integer({ min: 1, max: 255 }), async (index, bits) => {
        const answer = await answerTo(openUnderPassphrase(redigested(changed(small, index, bits)), PASSPHRASE, FORMAT));
        expect(index < header ? ['BUNDLE_UNREADABLE', 'BUNDLE_PASSPHRASE_WRONG'] : ['BUNDLE_UNREADABLE']).toContain(answer);
      }),
      { numRuns: 60 },
    );
  });
});
