import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { releaseEvidence, releasesOf } from '../../../../main/attendance/cards/releases.ts';
import type { KnownFact } from '../../../../main/attendance/facts/fact.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { bindingDesk, BY, doctorCard } from '../../support/bound-cards.ts';
import { at, draft } from '../../support/facts.ts';

const CARD = 'AB'.repeat(32);

/** An annulment with this evidence, an hour after everything else. */
function annulment(
  evidence: string | null,
  { hash = 'f'.repeat(64), about = 'a'.repeat(64), card = CARD as string | null, person = 'p' as string | null } = {},
) {
  const {
    payload,
    person: _person,
    ...body
  } = draft({ kind: 'void', direction: null, verdict: null, about, at: at(60), payload: { card, evidence, by: BY } });
  return { hash, body: { ...body, device: 'd', sequence: 1 }, payload, person } as unknown as KnownFact;
}

describe('what annulments take back', () => {
  it('is the binding that they name, and those before it, whenever they were written', () => {
    expect(releasesOf([annulment(releaseEvidence(at(1)))])).toEqual([{ certificate: CARD, person: 'p', until: at(1), by: BY }]);
  });

  it('stays taken back where the annulment is annulled, as on a station that heard of the one before the other', () => {
    const release = annulment(releaseEvidence(at(1)));
    expect(releasesOf([release, annulment(null, { hash: 'e'.repeat(64), about: release.hash })])).toHaveLength(1);
  });

  it.each([
    ['of another reason', annulment('photo-identity')],
    ['without evidence', annulment(null)],
    ['that names no time', annulment(releaseEvidence('yesterday'))],
    ['of no card', annulment(releaseEvidence(at(1)), { card: null })],
    ['of nobody', annulment(releaseEvidence(at(1)), { person: null })],
  ])('is nothing by one %s', (_what, fact) => {
    expect(releasesOf([fact])).toEqual([]);
  });
});

it('bindings and what takes them back come to the same in every order, once or twice, together or one by one', async () => {
  await using desk = await bindingDesk(await temporaryFolder());
  const cards = [doctorCard({ serial: 1, from: -1800, to: 20 }), doctorCard({ serial: 2, from: -5 })] as const;
  const event = fc.record({ card: fc.nat(1), minute: fc.nat(4), release: fc.boolean() });
  const orders = fc
    .uniqueArray(event, { minLength: 1, maxLength: 8, selector: (each) => JSON.stringify(each) })
    .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: 2 * events.length })));
  await fc.assert(
    fc.asyncProperty(orders, fc.boolean(), async ([events, order], together) => {
      const person = await desk.newPerson();
      const rowOf = ({ card, minute }: (typeof events)[number]) => ({ ...cards[card]!.card, person, boundAt: at(minute), by: BY });
      const batch: ReturnType<typeof rowOf>[] = [];
      const flush = async () => void (await desk.bindings.adopt(batch.splice(0)));
      for (const each of order) {
        if (each.release) {
          await flush();
          await desk.bindings.release({ certificate: cards[each.card]!.certificate, person, until: at(each.minute), by: BY });
        } else {
          batch.push(rowOf(each));
          if (!together) await flush();
        }
      }
      await flush();
      const last = (card: number, release: boolean) =>
        Math.max(-1, ...events.filter((each) => each.card === card && each.release === release).map(({ minute }) => minute));
      const bound = [0, 1].map((card) => (last(card, false) > last(card, true) ? at(last(card, false)) : null));
      const seen = cards.map(({ card }) => desk.bindings.withCertificate(card.der));
      expect(seen.map((card) => card?.boundAt ?? null)).toEqual(bound);
      expect(seen[0]?.replacedBy ?? null).toBe(bound[0] && bound[1] ? cards[1].certificate : null);
      for (const { certificate } of cards) await desk.bindings.release({ certificate, person, until: at(10), by: BY });
    }),
    { numRuns: 60 },
  );
});
