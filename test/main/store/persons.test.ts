import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../main/store/store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

describe('opening with a wrapped key that a query brought along', () => {
  it('gives the value, at its place and of its person only, and nothing once the key was destroyed', async () => {
    await using store = await openStore({ folder });
    const { db, persons } = store;
    const [one, other] = [await persons.create(db), await persons.create(db)];
    const keyOf = async (id: string) =>
      (await db.selectFrom('person').select('wrapped_key').where('id', '=', id).executeTakeFirstOrThrow()).wrapped_key;
    const key = await keyOf(one);
    const sealed = await persons.seal(db, one, { name: '山田' }, 'place');
    expect(persons.openWith(key, one, sealed, 'place')).toEqual({ name: '山田' });
    expect(() => persons.openWith(key, one, sealed, 'elsewhere')).toThrow();
    expect(() => persons.openWith(key, other, sealed, 'place')).toThrow();
    const otherKey = await keyOf(other);
    expect(() => persons.openWith(otherKey, other, sealed, 'place')).toThrow();
    await persons.destroy(db, one);
    expect(persons.openWith(await keyOf(one), one, sealed, 'place')).toBeNull();
  });
});

it('a person that was only created is found by no subject', async () => {
  await using store = await openStore({ folder });
  const { db, persons } = store;
  const created = await persons.create(db);
  const identified = await persons.identify(db, 'CN=A');
  expect(identified).not.toBe(created);
  expect(await db.selectFrom('person_alias').select('person').execute()).toEqual([{ person: identified }]);
});
