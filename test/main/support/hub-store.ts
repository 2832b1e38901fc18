import { randomUUID } from 'node:crypto';
import { type Actor, HUB } from '../../../main/hub/store/actor.ts';
import { type HubStore, openHubStore } from '../../../main/hub/store/hub-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** An empty hub within the process, its files in a folder of the test. Takes seconds to open: once per file. */
export const openTestHub = async (now?: () => Date): Promise<HubStore> => openHubStore({ folder: await temporaryFolder(), ...(now && { now }) });

/** 日医, two prefectures, a city in each: codes as they stand in the tests. */
export const ASSOCIATIONS = [
  { code: 'JMA', name: '日本医師会', tier: 1, above: null },
  { code: 'TOKYO', name: '東京都医師会', tier: 2, above: 'JMA' },
  { code: 'BUNKYO', name: '文京区医師会', tier: 3, above: 'TOKYO' },
  { code: 'OSAKA', name: '大阪府医師会', tier: 2, above: 'JMA' },
  { code: 'SAKAI', name: '堺市医師会', tier: 3, above: 'OSAKA' },
] as const;
export type AssociationCode = (typeof ASSOCIATIONS)[number]['code'];

/** The desk of an association, that of the card authority, and the hub's own. */
export const deskOf = (association: AssociationCode): Actor => ({ kind: 'association', client: `desk of ${association}`, association });
export const AUTHORITY_DESK: Actor = { kind: 'authority', client: 'desk of the authority', association: null };

/** Puts the associations there, each with a client, and that of the authority. */
export async function seedAssociations(store: HubStore): Promise<void> {
  await store.within(HUB, async (tx) => {
    for (const each of ASSOCIATIONS)
      await tx
        .insertInto('association')
        .values({ ...each, mastered_by: 'hub', rules: '{}' })
        .execute();
    const clients = [...ASSOCIATIONS.map(({ code }) => deskOf(code)), AUTHORITY_DESK];
    for (const { client, kind, association } of clients)
      await tx
        .insertInto('client')
        .values({ id: client!, name: client!, kind: kind as 'association', association, scopes: 'events:read', state: 'active', seen_at: null })
        .execute();
  });
}

/** A person with a row in each of these associations. */
export async function seedPerson(
  store: HubStore,
  registration: string,
  associations: readonly AssociationCode[],
  fields: object = {},
): Promise<void> {
  await store.within(HUB, async (tx) => {
    await tx
      .insertInto('person')
      .values({ registration, fields: JSON.stringify(fields) })
      .execute();
    for (const association of associations) {
      const row = { association, id: randomUUID(), registration, affiliation: '検証病院', class: 'A1', national_class: 'A1' } as const;
      await tx
        .insertInto('membership')
        .values({ ...row, state: 'active', joined_on: '2020-04-01', left_on: null, cause: null })
        .execute();
    }
  });
}
