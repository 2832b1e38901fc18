import { randomUUID } from 'node:crypto';
import { implement } from '@orpc/server';
import type { Application } from '../../application.ts';
import type { Authority } from '../../credentials/authority.ts';
import { type Permission, requireRole, requireSight, sees } from '../../credentials/registry/scope.ts';
import type { Acting } from '../../credentials/staff/acting.ts';
import { makeStatusList } from '../../credentials/status-list/make.ts';
import { AppError } from '../../errors.ts';
import type { ExportedEvents } from '../../exchange/batch/export-events.ts';
import { isEnrolled } from '../../exchange/link/identity.ts';
import type { ReconciliationItem } from '../../exchange/rules/reconciliation.ts';
import type { RunningView } from '../../exchange/running.ts';
import { exchange as contract } from '../contracts/exchange.ts';
import { failures } from '../failures.ts';
import type { DisagreementItem, ExchangeState } from '../schema/exchange.ts';
import { bytesOf, fileOf } from './files.ts';
import { seatedAt } from './seated.ts';

const EVENTS = 'application/octet-stream';

const stateOf = ({ hub, peers, waiting, refused, held, ...view }: RunningView): ExchangeState => ({
  ...view,
  hub: hub && { ...hub, kind: hub.kind as NonNullable<ExchangeState['hub']>['kind'] },
  peers: peers.map(({ peer, ways }) => ({ peer, ways: ways.map(({ ageSeconds: _passes, ...way }) => way) })),
  waiting: [...waiting],
  refused: [...refused],
  held: [...held],
});

/** The exchange with others. Looking at how it stands needs nobody; persons are shown to staff alone. */
export function exchangeRouter({ exchange: open, authority, store }: Pick<Application, 'exchange' | 'authority' | 'store'>) {
  const desk = implement(contract).use(failures);
  /** Files that were written and are not confirmed, the newest of each peer. */
  const written = new Map<string, { readonly delivery: string; readonly delivered: ExportedEvents['delivered'] }>();

  const state = async () => stateOf(await (await open()).view());
  const present = async () => (await open()).exchange();

  const allow = seatedAt({ authority, store });

  /** Whoever sits at the authority's desk, which alone keeps records that others may contradict. */
  async function seated(permission: Permission): Promise<{ readonly authority: Authority; readonly acting: Acting }> {
    const opened = await authority();
    const acting = opened.staff.acting();
    requireRole(acting, permission);
    return { authority: opened, acting };
  }

  async function shown({ parts: { holders } }: Authority, acting: Acting, items: readonly ReconciliationItem[]): Promise<DisagreementItem[]> {
    const all: DisagreementItem[] = [];
    for (const { id, openedAt, kind, holder: of, sides, issuer, happenedAt, settled } of items) {
      if (of === null) continue;
      const { fields, association } = await holders.get(store.db, of);
      if (!sees(acting, association)) continue;
      const row = await store.db.selectFrom('credential_holder').select('changed_at').where('id', '=', of).executeTakeFirst();
      all.push({
        ...{ id, openedAt, kind, holder: of, issuer, happenedAt },
        name: fields?.name ?? '',
        registration: fields?.registration ?? '',
        changedAt: row?.changed_at ?? null,
        ours: { ...sides?.ours },
        theirs: { ...sides?.theirs },
        settled,
      });
    }
    return all;
  }

  return {
    watch: desk.watch.handler(async function* ({ signal }) {
      for await (const view of (await open()).watch(signal)) yield stateOf(view);
    }),
    glance: desk.glance.handler(async () => ((await isEnrolled(store.db)) ? state() : null)),
    enrol: desk.enrol.handler(async ({ input }) => {
      await allow('settings');
      await (await open()).enrol(input);
      return state();
    }),
    run: desk.run.handler(async () => {
      const passed = await (await open()).runNow();
      return { ...passed, state: await state() };
    }),
    forgive: desk.forgive.handler(async () => {
      await allow('export');
      const count = await (await present()).forgive();
      return { count, state: await state() };
    }),
    publishStatus: desk.publishStatus.handler(async () => {
      const { authority: opened, acting } = await seated('status-list');
      const { file, unnamed } = await makeStatusList(opened.parts, opened.key, acting);
      await (await present()).publishStatusList(file);
      return { unnamed };
    }),
    export: desk.export.handler(async ({ input }) => {
      await allow('export');
      const { file, count, delivered } = await (await present()).export(input);
      const delivery = randomUUID();
      written.set(input.peer, { delivery, delivered });
      return { file: fileOf(file, `${input.peer}-${delivery.slice(0, 8)}.hpki-events`, EVENTS), count, delivery };
    }),
    delivered: desk.delivered.handler(async ({ input }) => {
      const [peer, file] = [...written].find(([, { delivery }]) => delivery === input.delivery) ?? [];
      if (peer !== undefined && file) {
        await file.delivered();
        written.delete(peer);
      }
      return state();
    }),
    look: desk.look.handler(async ({ input }) => {
      await allow('import');
      return (await present()).look(await bytesOf(input.file));
    }),
    import: desk.import.handler(async ({ input }) => {
      await allow('import');
      return (await present()).import(await bytesOf(input.file), input.fingerprint);
    }),
    disagreements: desk.disagreements.handler(async ({ input }) => {
      const { authority: opened, acting } = await seated('look');
      const items = await (await present()).disagreements(input.which);
      const named = items.map((item) => ({ ...item, settled: item.settled && { ...item.settled, by: opened.staff.nameOf(item.settled.by) } }));
      return shown(opened, acting, named);
    }),
    settle: desk.settle.handler(async ({ input }) => {
      const { authority: opened, acting } = await seated('change');
      const known = await present();
      const item = (await known.disagreements()).find(({ id }) => id === input.id);
      if (!item || item.holder === null) throw new AppError('RECONCILIATION_UNKNOWN', { item: input.id });
      requireSight(acting, (await opened.parts.holders.get(store.db, item.holder)).association);
      const entered = await known.settle({ ...input, by: acting.id });
      return { ...entered, state: await state() };
    }),
  };
}
