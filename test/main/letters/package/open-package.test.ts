import { describe, expect, it } from 'vitest';
import { check } from '../../../../main/letters/fhir/check.ts';
import { formOf } from '../../../../main/letters/fhir/read.ts';
import { filesOf, openPackage } from '../../../../main/letters/package/open-package.ts';

/** Linear work takes a tenth of it on a busy machine; where every reference looks through all entries it is minutes. */
const QUICK_MS = 10_000;
const bundleOf = (text: string) => openPackage([{ name: 'referral.fhir.json', bytes: new Uint8Array(Buffer.from(text)) }]).bundle;
const entries = (count: number) => JSON.stringify({ resourceType: 'Bundle', entry: Array.from({ length: count }, () => ({})) });
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const padded = (size: number) => `{"a":"${'x'.repeat(size - '{"a":""}'.length)}"}`;

describe('a FHIR document of a package', () => {
  it.each([
    ['2,000 entries', entries(2_000), entries(2_001)],
    ['a depth of 64', nested(64), nested(65)],
    ['any depth within a text', '["\\"[[[[[[", {}]'.replace('[[[[[[', '['.repeat(100)), nested(65)],
    ['5 MB', padded(5 * 1024 * 1024), padded(5 * 1024 * 1024 + 1)],
  ])('is read up to %s, and not beyond', (_what, most, more) => {
    expect(bundleOf(most)).toEqual(JSON.parse(most));
    expect(bundleOf(more)).toBeNull();
  });

  it('of brackets alone is none', () => expect(bundleOf('['.repeat(5_000_000))).toBeNull());

  it.each([
    ['references', { section: [{ entry: Array.from({ length: 60_000 }, (_, index) => ({ reference: `urn:${index}` })) }] }],
    ['open brackets', { section: [{ code: { coding: [{ code: '340' }] }, text: { div: '<'.repeat(1_000_000) } }] }],
  ])('full of %s is checked and read at once', (_what, composition) => {
    const entry = Array.from({ length: 1_900 }, (_, index) => ({ fullUrl: `urn:uuid:${index}`, resource: { resourceType: 'Basic' } as object }));
    entry[0]!.resource = { resourceType: 'Composition', ...composition };
    const bundle = bundleOf(JSON.stringify({ resourceType: 'Bundle', entry }));
    expect(bundle).not.toBeNull();
    const started = performance.now();
    expect(check(bundle).length).toBeGreaterThan(0);
    formOf(bundle);
    expect(performance.now() - started).toBeLessThan(QUICK_MS);
  });
});

it('a manifest that is larger than any of ours is none', () => {
  const manifest = JSON.stringify({ format: 'hpki-desk-referral-package', version: 1, identifier: null, made: '', files: [] });
  const opened = (text: string) => openPackage([{ name: 'manifest.json', bytes: new Uint8Array(Buffer.from(text)) }]);
  expect(opened(manifest)).toMatchObject({ whole: true });
  expect(opened(`${manifest}${' '.repeat(5 * 1024 * 1024)}`)).toMatchObject({ whole: false });
});

describe('a package', () => {
  const large = { name: 'x', bytes: new Uint8Array(257 * 1024 * 1024) };
  it('is refused beyond what can be kept as text', () => {
    const refused = expect.objectContaining({ code: 'REFERRAL_PACKAGE_UNREADABLE' });
    expect(() => filesOf([large, { name: 'y', bytes: new Uint8Array(1) }])).toThrow(refused);
    expect(() => filesOf([large])).toThrow(refused);
    expect(() => filesOf(Array.from({ length: 501 }, (_, index) => ({ name: `${index}`, bytes: new Uint8Array(1) })))).toThrow(refused);
  });
});
