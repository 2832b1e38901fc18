import { expect, it } from 'vitest';
import { InvitedSeminars } from '../../../../main/attendance/stations/invited-seminars.ts';
import { keptInvitations } from '../../../../main/attendance/stations/kept-settings.ts';
import type { Shared } from '../../../../main/attendance/stations/shared.ts';
import { openStore } from '../../../../main/store/store.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { desk, newSeminar, revisionOf } from './venue.ts';

it('seminars that a desk was invited to are kept until their plan has come', async () => {
  const folder = await temporaryFolder();
  const [open, awaited] = [newSeminar(), newSeminar()];
  const shared = { seminars: () => [open], rows: { plan: async () => [] } } as unknown as Shared;
  await using store = await openStore({ folder });
  const invited = new InvitedSeminars(shared, await keptInvitations(store));
  await invited.add([awaited, open, awaited]);
  expect(invited.candidates()).toEqual([open, awaited]);
  const again = new InvitedSeminars(shared, await keptInvitations(store));
  expect(again.candidates()).toEqual([open, awaited]);
  expect([await again.adopted(newSeminar()), await again.adopted(awaited), await again.adopted(awaited)]).toEqual([false, true, false]);
  expect(again.candidates()).toEqual([open]);
});

it('an invitation to a seminar that is settled here opens nothing', async () => {
  await using settled = await desk();
  const seminar = newSeminar();
  await settled.seminars.adopt([revisionOf(seminar, 'settled')]);
  const invited = new InvitedSeminars(settled.shared, await keptInvitations(settled.store));
  await invited.add([seminar]);
  expect(invited.candidates()).toEqual([]);
});
