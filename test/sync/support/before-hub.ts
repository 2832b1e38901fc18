import { openHubStore } from '../../../main/hub/store/hub-store.ts';
import type { CodeOrder } from '../../../main/hub/access/enrolment.ts';
import { codeOf, populate } from '../../main/support/hub.ts';

/** Fills the database of a hub that does not run yet: the associations and people of `populate`. @returns a code for each order */
export async function prepared(where: Parameters<typeof openHubStore>[0], orders: readonly Partial<CodeOrder>[]): Promise<readonly string[]> {
  await using store = await openHubStore(where);
  const parts = { parts: { store } };
  await populate(parts);
  const codes: string[] = [];
  for (const order of orders) codes.push(await codeOf(parts, order));
  return codes;
}
