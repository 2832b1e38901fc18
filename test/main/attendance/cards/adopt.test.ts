import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { bindingDesk, BY, doctorCard } from '../../support/bound-cards.ts';

const OLDER = doctorCard({ serial: 1, from: -1800, to: 20 });
const NEWER = doctorCard({ serial: 2, from: -5 });
const OTHER = doctorCard({ serial: 3, identifier: 'EX000003' });

/** Two stations that hold the same person each under an id of its own. */
async function stations() {
  const [here, there] = [await bindingDesk(await temporaryFolder()), await bindingDesk(await temporaryFolder())];
  const people = { here: await here.newPerson(), there: await there.newPerson() };
  return {
    here,
    there,
    people,
    [Symbol.asyncDispose]: async () => void (await Promise.all([here, there].map((desk) => desk[Symbol.asyncDispose]()))),
  };
}

describe('bindings of another station', () => {
  it('are taken with all that the desk needs to judge them itself, once', async () => {
    await using both = await stations();
    const { here, there, people } = both;
    await here.bindings.bind(OTHER.card, people.here, BY);
    const rows = (await here.bindings.rowsOf([people.here, 'nobody'])).map((row) => ({ ...row, person: people.there }));
    expect(rows).toEqual([
      {
        der: OTHER.card.der,
        chain: [OTHER.authority],
        atr: OTHER.card.atr,
        way: OTHER.card.way,
        person: people.there,
        boundAt: '2026-06-01T03:00:00.000Z',
        by: BY,
      },
    ]);
    expect(await there.bindings.adopt(rows)).toEqual({ added: 1, conflicting: [], refused: 0 });
    expect(there.bindings.find(OTHER.block)).toMatchObject({ person: people.there, pathState: 'proved', by: BY });
    expect(there.bindings.ways().order(OTHER.card.atr)).toEqual([OTHER.card.way]);
    expect(await there.bindings.adopt(rows)).toEqual({ added: 0, conflicting: [], refused: 0 });
    expect((await there.recorded()).length).toBe(1);
  });

  it('are judged by what counts here', async () => {
    await using both = await stations();
    const { here, there, people } = both;
    await here.bindings.bind(OTHER.card, people.here, BY);
    there.trust.anchors = [];
    await there.bindings.adopt((await here.bindings.rowsOf([people.here])).map((row) => ({ ...row, person: people.there })));
    expect(there.bindings.find(OTHER.block)).toMatchObject({ pathState: 'not-provable' });
  });

  it.each([
    ['one after the other', [[0], [1]]],
    ['the newer one first', [[1], [0]]],
    ['together', [[0, 1]]],
  ])('replace each other as at their station, taken %s', async (_case, order) => {
    await using both = await stations();
    const { here, there, people } = both;
    for (const { card } of [OLDER, NEWER]) await here.bindings.bind(card, people.here, BY);
    const rows = (await here.bindings.rowsOf([people.here])).map((row) => ({ ...row, person: people.there }));
    for (const part of order) await there.bindings.adopt(part.map((index) => rows[index]!));
    const seen = [here, there].map(({ bindings }) => [OLDER, NEWER].map(({ block }) => bindings.find(block)?.replacedBy));
    expect(seen).toEqual([
      [NEWER.certificate, null],
      [NEWER.certificate, null],
    ]);
  });

  it('of a card that its person has already tell when it was bound last', async () => {
    await using both = await stations();
    const { there, people } = both;
    const row = { ...OTHER.card, person: people.there, by: BY };
    await there.bindings.bind(OTHER.card, people.there, BY);
    for (const boundAt of ['2026-06-01T04:00:00.000Z', '2026-06-01T02:00:00.000Z']) {
      expect(await there.bindings.adopt([{ ...row, boundAt, by: boundAt }])).toEqual({ added: 0, conflicting: [], refused: 0 });
      expect(there.bindings.find(OTHER.block)).toMatchObject({ boundAt: '2026-06-01T04:00:00.000Z', by: '2026-06-01T04:00:00.000Z' });
    }
    expect((await there.recorded()).length).toBe(1);
  });

  it('never take a card from the person who has it here', async () => {
    await using both = await stations();
    const { here, there, people } = both;
    await here.bindings.bind(OTHER.card, people.here, BY);
    const owner = await there.newPerson();
    await there.bindings.bind(OTHER.card, owner, BY);
    const rows = (await here.bindings.rowsOf([people.here])).map((row) => ({ ...row, person: people.there }));
    expect(await there.bindings.adopt(rows)).toEqual({ added: 0, conflicting: [OTHER.certificate], refused: 0 });
    expect(there.bindings.find(OTHER.block)).toMatchObject({ person: owner });
  });

  it('are taken as far as they can be read and their people are held', async () => {
    await using both = await stations();
    const { here, there, people } = both;
    for (const { card } of [OLDER, OTHER]) await here.bindings.bind(card, people.here, BY);
    const [first, second] = (await here.bindings.rowsOf([people.here])).map((row) => ({ ...row, person: people.there }));
    const rows = [{ ...first!, der: Uint8Array.of(0x30, 0) }, { ...first!, person: 'nobody' }, second!, second!];
    expect(await there.bindings.adopt(rows)).toEqual({ added: 1, conflicting: [], refused: 2 });
    expect(there.bindings.ofPerson(people.there).map(({ certificate }) => certificate)).toEqual([OTHER.certificate]);
  });
});
