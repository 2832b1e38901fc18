import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalRules } from '../../../../main/api/schema/training.ts';
import { auditLog } from '../../../../main/audit/audit-log.ts';
import { readSettings, DEFAULT_SETTINGS } from '../../../../main/settings/settings.ts';
import { openStore, type Store } from '../../../../main/store/store.ts';
import { NOTHING_SET, openLocalRules } from '../../../../main/training/rules/local-rules.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { OPEN_POLICY } from '../plans.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore({ folder: await temporaryFolder() });
});
afterEach(() => store[Symbol.asyncDispose]());

const SET: LocalRules = { occupationalDailyCap: 5, cmeCodes: [{ code: '8', name: '感染対策' }], reception: OPEN_POLICY };

describe('rules of the association', () => {
  it('are not set until somebody sets them', async () => {
    expect((await openLocalRules({ store, audit: auditLog(store) })).current).toEqual({ occupationalDailyCap: null, cmeCodes: [], reception: null });
  });

  it('are kept, audited, and no setting of anything else', async () => {
    const audit = auditLog(store);
    await (await openLocalRules({ store, audit })).change(SET);
    expect((await openLocalRules({ store, audit })).current).toEqual(SET);
    expect(await audit.list(null, 9)).toMatchObject([
      {
        action: 'settings.changed',
        facts: { 'localRules.occupationalDailyCap': 5, 'localRules.cmeCodes': 1, 'localRules.reception': JSON.stringify(OPEN_POLICY) },
      },
    ]);
    expect(await readSettings(store, null)).toEqual(DEFAULT_SETTINGS);
  });

  it('that this version cannot read count as not set', async () => {
    await store.db.insertInto('setting').values({ name: 'localRules', value: '{"occupationalDailyCap":"five"}' }).execute();
    expect((await openLocalRules({ store, audit: auditLog(store) })).current).toEqual(NOTHING_SET);
  });
});
