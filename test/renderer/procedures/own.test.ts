import { describe, expect, it } from 'vitest';
import type { ProcedureItem } from '../../../main/api/schema/procedures.ts';
import type { Desk } from '../../../renderer/client/desk.ts';
import { namedIn, ownFacts } from '../../../renderer/procedures/own/own-facts.ts';
import { endedRows, groupBase, groupsWithRows } from '../../../renderer/procedures/own/memberships-of.ts';
import { standingOf } from '../../../renderer/procedures/procedure-standing.tsx';
import * as samples from '../double/procedures-samples.ts';
import { failed } from '../double/failed.ts';

const { self, ownProcedures, everywhere } = samples;
const [certificate, withdrawal, moved] = ownProcedures as [ProcedureItem, ProcedureItem, ProcedureItem];

describe('memberships of a person', () => {
  it('are grouped by workplace, the lowest association first; those that have ended stand apart', () => {
    const groups = groupsWithRows(self, everywhere).map(({ affiliation, rows }) => [affiliation, rows.map(({ association }) => association)]);
    expect(groups).toEqual([
      ['小樽中央病院', ['otaru', 'hokkaido', 'jma']],
      ['函館の森クリニック', ['hakodate']],
    ]);
    expect(endedRows(self).map(({ affiliation }) => affiliation)).toEqual(['港診療所']);
  });

  it.each([
    ['小樽中央病院', 'otaru'],
    ['函館の森クリニック', 'hakodate'],
    ['港診療所', null],
    ['nowhere', null],
  ])('%s is seen from %s', (affiliation, base) => expect(groupBase(self, affiliation, everywhere)).toBe(base));

  it('somebody who is no member is seen from nowhere', () => expect(groupBase(null, '小樽中央病院', everywhere)).toBeNull());
});

it.each<[string, ProcedureItem, readonly string[]]>([
  ['a certificate', certificate, ['otaru']],
  ['a withdrawal', withdrawal, ['jma']],
  ['a move within the associations', moved, []],
  ['joining', samples.procedures[0]!, ['otaru', 'hokkaido']],
])('%s names %j', (_what, { request }, codes) => expect(namedIn(request)).toEqual(codes));

it.each<[string, ProcedureItem, string | null, string]>([
  ['a person is never whose turn it is', { ...withdrawal, turn: null }, null, 'pending'],
  ['a person sees whose turn it is', withdrawal, null, 'other'],
  ['an association sees its own turn', withdrawal, 'hokkaido', 'yours'],
  ['a person sees that it is done', certificate, null, 'effective'],
])('%s', (_what, procedure, own, standing) => expect(standingOf(procedure, own)).toBe(standing));

describe('what a person’s own desk asks for', () => {
  /** A hub that gives one procedure at a time. */
  const deskWith = (member: () => Promise<typeof self>, asked: string[] = []) =>
    ({
      procedures: {
        member,
        associations: async () => everywhere,
        list: async ({ before }: { before?: string }) => {
          const index = ownProcedures.findIndex(({ id }) => id === before) + 1;
          return { procedures: ownProcedures.slice(index, index + 1), more: index < ownProcedures.length - 1 };
        },
        chain: async ({ code }: { code: string }) => {
          asked.push(code);
          return samples.chainFrom(code);
        },
      },
    }) as unknown as Desk;

  it('is every procedure, those that wait first, and the associations of each group once', async () => {
    const asked: string[] = [];
    const { procedures, chains } = await ownFacts(
      deskWith(async () => self, asked),
      '234567',
    );
    expect(procedures).toEqual([withdrawal, certificate, moved]);
    expect(asked.toSorted()).toEqual(['hakodate', 'jma', 'otaru']);
    expect(chains.get('otaru')?.map(({ code }) => code)).toEqual(['otaru', 'hokkaido', 'jma']);
  });

  it('is shown to somebody who is no member yet', async () => {
    const facts = await ownFacts(
      deskWith(() => Promise.reject(failed('PERSON_UNKNOWN'))),
      '234567',
    );
    expect(facts.member).toBeNull();
  });

  it('is not shown without the consent', async () => {
    await expect(
      ownFacts(
        deskWith(() => Promise.reject(failed('CONSENT_NEEDED'))),
        '234567',
      ),
    ).rejects.toThrow('CONSENT_NEEDED');
  });
});
