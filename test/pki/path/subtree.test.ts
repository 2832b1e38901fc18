import { describe, expect, it } from 'vitest';
import { contextPrimitive, parseDer } from '../../../pki/asn1/der.ts';
import { element } from '../../../pki/asn1/encode.ts';
import { type GeneralName, readGeneralName } from '../../../pki/certificate/general-name.ts';
import { isInSubtree } from '../../../pki/path/subtree.ts';
import type { NameTemplate } from '../../../pki/certificate/encode-name.ts';
import { directoryName } from '../../support/certificates.ts';

const TAGS = { email: 1, dns: 2, uri: 6 } as const;
const textName = (kind: keyof typeof TAGS, text: string): GeneralName =>
  readGeneralName(parseDer(element(contextPrimitive(TAGS[kind]), Buffer.from(text))));
const address = (...octets: number[]): GeneralName => readGeneralName(parseDer(element(contextPrimitive(7), Uint8Array.from(octets))));
const directory = (...name: NameTemplate): GeneralName => readGeneralName(parseDer(directoryName(name)));
const v6 = (...octets: number[]): number[] => [...octets, ...Array<number>(16 - octets.length).fill(0)];

/** Name, base, whether the one lies in the other; `null` cannot be told. */
const TEXTS: Readonly<Record<keyof typeof TAGS, readonly (readonly [string, string, boolean | null])[]>> = {
  dns: [
    ['example.jp', 'example.jp', true],
    ['WWW.Example.jp', 'example.JP', true],
    ['a.b.example.jp', 'example.jp', true],
    ['notexample.jp', 'example.jp', false],
    ['example.jp.evil.example', 'example.jp', false],
    ['jp', 'example.jp', false],
    ['example.jp', '.example.jp', false],
    ['www.example.jp', '.example.jp', true],
    ['anything.example', '', true],
    ['*.example.jp', 'example.jp', true],
    ['*.example.jp', 'www.example.jp', null],
    ['*.example.jp', 'example.org', false],
    ['example.jp.', 'example.jp', null],
    ['exa mple.jp', 'example.jp', null],
    ['192.0.2.1', 'example.jp', null],
    [`${'a'.repeat(254)}`, 'example.jp', null],
    ['www.example.jp', 'exam ple.jp', null],
  ],
  email: [
    ['a@example.jp', 'a@example.jp', true],
    ['a@EXAMPLE.jp', 'a@example.JP', true],
    ['A@example.jp', 'a@example.jp', false],
    ['b@example.jp', 'a@example.jp', false],
    ['a@example.jp', 'example.jp', true],
    ['a@mail.example.jp', 'example.jp', false],
    ['a@mail.example.jp', '.example.jp', true],
    ['a@example.jp', '.example.jp', false],
    ['a@notexample.jp', '.example.jp', false],
    ['a@anything.example', '', true],
    ['"a@evil.example"@example.jp', 'example.jp', true],
    ['"a"@example.jp', 'a@example.jp', null],
    ['example.jp', 'example.jp', null],
    ['@example.jp', 'example.jp', null],
    ['a@', 'example.jp', null],
  ],
  uri: [
    ['http://www.example.jp/x', '.example.jp', true],
    ['http://example.jp/', '.example.jp', false],
    ['ldap://Example.jp/CN=x', 'example.jp', true],
    ['http://www.example.jp/', 'example.jp', false],
    ['http://notexample.jp/', 'example.jp', false],
    ['http://user:word@example.jp:8080?x', 'example.jp', true],
    ['http://example.jp@evil.example/', 'example.jp', false],
    ['http://evil.example\\@example.jp/', 'example.jp', null],
    ['http://exam%70le.jp/', 'example.jp', null],
    ['http://192.0.2.1/', '.example.jp', null],
    ['http://[2001:db8::1]/', 'example.jp', null],
    ['urn:oid:1.2.3', 'example.jp', null],
    ['example.jp', 'example.jp', null],
    ['http://anything.example/', '', true],
  ],
};

describe.each(Object.keys(TEXTS) as (keyof typeof TAGS)[])('names of the kind %s', (kind) => {
  it.each(TEXTS[kind])('%s in %s: %s', (name, base, inside) => expect(isInSubtree(textName(kind, name), textName(kind, base))).toBe(inside));
});

describe('addresses', () => {
  it.each([
    ['in a range', [192, 0, 2, 77], [192, 0, 2, 0, 255, 255, 255, 0], true],
    ['beside a range', [192, 0, 3, 77], [192, 0, 2, 0, 255, 255, 255, 0], false],
    ['in every range', [10, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 0], true],
    ['a single one', [192, 0, 2, 1], [192, 0, 2, 1, 255, 255, 255, 255], true],
    ['in a range of version 6', v6(0x20, 1, 13, 184, 1), [...v6(0x20, 1, 13, 184), ...v6(255, 255, 255, 255)], true],
    ['beside a range of version 6', v6(0x20, 1, 13, 185), [...v6(0x20, 1, 13, 184), ...v6(255, 255, 255, 255)], false],
    ['of the other version', [192, 0, 2, 1], [...v6(), ...v6()], false],
    ['under a mask with holes', [192, 0, 2, 1], [192, 0, 2, 0, 255, 0, 255, 0], null],
    ['of no length', [192, 0, 2], [192, 0, 2, 0, 255, 255, 255, 0], null],
    ['under a range without mask', [192, 0, 2, 1], [192, 0, 2, 1], null],
  ])('%s', (_case, name, range, inside) => expect(isInSubtree(address(...name), address(...range))).toBe(inside));
});

describe('directory names', () => {
  it.each<[string, NameTemplate, boolean]>([
    [
      'the base itself, in other letters',
      [
        ['C', 'jp'],
        ['O', 'EXAMPLE  hospital'],
      ],
      true,
    ],
    [
      'below',
      [
        ['C', 'JP'],
        ['O', 'Example Hospital'],
        ['CN', 'x'],
      ],
      true,
    ],
    [
      'beside',
      [
        ['C', 'JP'],
        ['O', 'Example Hospitals'],
      ],
      false,
    ],
    ['above', [['C', 'JP']], false],
  ])('%s', (_case, name, inside) => expect(isInSubtree(directory(...name), directory(['C', 'JP'], ['O', 'Example Hospital']))).toBe(inside));
});

it('names of other kinds cannot be told', () => {
  const registered = readGeneralName(parseDer(element(contextPrimitive(8), Uint8Array.of(42, 3))));
  expect(isInSubtree(registered, registered)).toBeNull();
});
