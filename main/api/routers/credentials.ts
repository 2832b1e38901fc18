import { implement } from '@orpc/server';
import type { Application } from '../../application.ts';
import type { Authority } from '../../credentials/authority.ts';
import { proposeBulk, previewBulk } from '../../credentials/bulk/bulk.ts';
import { previewRetention, proposeRetention, setRetention } from '../../credentials/records/retention.ts';
import { seatOf } from '../../credentials/seat.ts';
import type { NamedBytes } from '../../named-bytes.ts';
import { machineDiagram } from '../../credentials/machines/diagram.ts';
import { MACHINES, OBJECT_KINDS } from '../../credentials/machines/table.ts';
import { makeStatusList } from '../../credentials/status-list/make.ts';
import { courseFees, duesRows } from '../../credentials/fees/dues.ts';
import { feeRows } from '../../credentials/fees/fee.ts';
import { exportRegistry } from '../../credentials/transfer/export-registry.ts';
import { importRegistry } from '../../credentials/transfer/import-registry.ts';
import { duplicateHolders } from '../../credentials/work/duplicates.ts';
import { renewalForecast } from '../../credentials/work/forecast.ts';
import { paperScan } from '../../credentials/work/keep.ts';
import { queuePage } from '../../credentials/work/queue.ts';
import { words } from '../../words/words.ts';
import { credentials } from '../contracts/credentials.ts';
import { failures } from '../failures.ts';
import { bytesOf, fileOf } from './files.ts';
import { staffRouter } from './staff.ts';

const PDF = 'application/pdf';
const CSV = 'text/csv';
const JWS = 'application/jose';

const fileNamed = ({ name, bytes }: NamedBytes, type: string): File => fileOf(bytes, name, type);

/** The authority's desk, in the name of whoever is signed in; refused while nobody is. */
export function credentialsRouter(application: Pick<Application, 'authority' | 'settings'>) {
  const { authority: open } = application;
  const desk = implement(credentials).use(failures);

  /** Everything of one call: who sits there, and what that person works with. */
  async function sitting() {
    const authority = await open();
    const acting = authority.staff.acting();
    return { authority, acting, parts: authority.parts, seat: seatOf(authority, acting) };
  }
  const listed = async ({ proposals }: Authority, acting: ReturnType<Authority['staff']['acting']>) => [...(await proposals.list(acting))];

  return {
    staff: staffRouter(application),
    queue: desk.queue.handler(async ({ input }) => {
      const { authority, parts, acting } = await sitting();
      await authority.passDays();
      return queuePage(parts, acting, input);
    }),
    confirmDay: desk.confirmDay.handler(async ({ input }) => (await sitting()).seat.confirmDay(input.day)),
    search: desk.search.handler(async ({ input }) => (await sitting()).seat.search(input.text, input.limit)),
    page: desk.page.handler(async ({ input }) => (await sitting()).seat.page(input.holder)),
    duplicates: desk.duplicates.handler(async () => {
      const { parts, acting } = await sitting();
      return [...(await duplicateHolders(parts, acting))];
    }),
    forecast: desk.forecast.handler(async ({ input }) => {
      const { parts, acting } = await sitting();
      return [...(await renewalForecast(parts, acting, input.from, input.months))];
    }),
    newcomerProcedures: desk.newcomerProcedures.handler(async () => (await sitting()).seat.newcomerProcedures()),
    feeOf: desk.feeOf.handler(async ({ input }) => (await sitting()).seat.feeOf(input)),
    apply: desk.apply.handler(async ({ input }) => (await sitting()).seat.apply(input)),
    advance: desk.advance.handler(async ({ input }) => (await sitting()).seat.advance(input)),
    stop: desk.stop.handler(async ({ input }) => (await sitting()).seat.stop(input)),
    change: desk.change.handler(async ({ input }) => (await sitting()).seat.change(input)),
    note: desk.note.handler(async ({ input }) => (await sitting()).seat.note(input.holder, input.text)),
    addEvidence: desk.addEvidence.handler(async ({ input: { scan, ...order } }) => {
      const { seat } = await sitting();
      return seat.addEvidence({ ...order, ...(scan && { scan: await bytesOf(scan) }) });
    }),
    withdrawEvidence: desk.withdrawEvidence.handler(async ({ input }) => (await sitting()).seat.withdrawEvidence(input.id)),
    scan: desk.scan.handler(async ({ input }) => {
      const { parts, acting } = await sitting();
      const { bytes, type, item } = await paperScan(parts, acting, input.id);
      return fileOf(bytes, item, type);
    }),
    enterFee: desk.enterFee.handler(async ({ input }) => (await sitting()).seat.enterFee(input.application, input.yen, input.source)),
    issueCertificate: desk.issueCertificate.handler(async ({ input }) => {
      const { seat } = await sitting();
      return seat.issueCertificate(input.object, await bytesOf(input.file), input.reason);
    }),
    letter: desk.letter.handler(async ({ input }) => fileNamed(await (await sitting()).seat.letter(input.id), PDF)),
    missingItems: desk.missingItems.handler(async ({ input }) => fileNamed(await (await sitting()).seat.missingItems(input.application), PDF)),
    proposals: {
      list: desk.proposals.list.handler(async () => {
        const { authority, acting } = await sitting();
        return listed(authority, acting);
      }),
      confirm: desk.proposals.confirm.handler(async ({ input }) => {
        const { authority, acting } = await sitting();
        await authority.proposals.confirm(acting, input.id, input.digest);
        return listed(authority, acting);
      }),
      refuse: desk.proposals.refuse.handler(async ({ input }) => {
        const { authority, acting } = await sitting();
        await authority.proposals.refuse(acting, input.id, input.reason);
        return listed(authority, acting);
      }),
    },
    bulk: {
      preview: desk.bulk.preview.handler(async ({ input }) => {
        const { parts, acting } = await sitting();
        return previewBulk(parts, acting, input);
      }),
      propose: desk.bulk.propose.handler(async ({ input }) => {
        const { authority, parts, acting } = await sitting();
        await proposeBulk(parts, authority.proposals, acting, input);
        return listed(authority, acting);
      }),
    },
    production: {
      batches: desk.production.batches.handler(async () => {
        const { authority, acting } = await sitting();
        return [...(await authority.production.batches(acting))];
      }),
      export: desk.production.export.handler(async ({ input }) => {
        const { authority, acting } = await sitting();
        return fileNamed(await authority.production.export(acting, input.orders, input.encoding), CSV);
      }),
      again: desk.production.again.handler(async ({ input }) => {
        const { authority, acting } = await sitting();
        return fileNamed(await authority.production.again(acting, input.id, input.encoding), CSV);
      }),
      importSerials: desk.production.importSerials.handler(async ({ input }) => {
        const { authority, acting } = await sitting();
        return authority.production.importSerials(acting, await bytesOf(input.file), input.apply);
      }),
      papers: desk.production.papers.handler(async ({ input }) => {
        const { authority, acting } = await sitting();
        return fileOf(await authority.production.papers(acting, input.what, input.orders), `${input.what}.pdf`, PDF);
      }),
    },
    handOver: {
      read: desk.handOver.read.handler(async ({ input }) => {
        const { authority, acting } = await sitting();
        return authority.handOver.read(acting, input.order, input.reader);
      }),
      complete: desk.handOver.complete.handler(async ({ input }) => (await sitting()).seat.handOver(input)),
      pinPage: desk.handOver.pinPage.handler(async function* ({ signal }) {
        yield* (await open()).handOver.pinPage(signal);
      }),
    },
    revocations: {
      list: desk.revocations.list.handler(async () => {
        const { authority, acting } = await sitting();
        return [...(await authority.revocations.list(acting))];
      }),
      request: desk.revocations.request.handler(async ({ input }) => {
        const { authority, acting } = await sitting();
        const { name, message } = await authority.revocations.request(acting, input.id);
        return fileOf(Buffer.from(`${message}\n`), name, JWS);
      }),
      sent: desk.revocations.sent.handler(async ({ input }) => {
        const { authority, acting } = await sitting();
        await authority.revocations.sent(acting, input.id);
        return [...(await authority.revocations.list(acting))];
      }),
      answer: desk.revocations.answer.handler(async ({ input }) => {
        const { authority, acting } = await sitting();
        await authority.revocations.answer(acting, input.id, input.answer);
        return [...(await authority.revocations.list(acting))];
      }),
      track: desk.revocations.track.handler(async () => {
        const { authority, acting } = await sitting();
        return authority.revocations.track(acting);
      }),
      playAuthority: desk.revocations.playAuthority.handler(async ({ input }) => {
        const { authority, acting } = await sitting();
        await authority.revocations.playAuthority(acting, input.id);
        return [...(await authority.revocations.list(acting))];
      }),
    },
    diagrams: desk.diagrams.handler(({ input }) => {
      const say = words(input.language);
      return OBJECT_KINDS.map((kind) => ({ kind, svg: machineDiagram(kind, MACHINES[kind], (key) => say(`credentials.${key}`)) }));
    }),
    figures: desk.figures.handler(() => ({ fees: [...feeRows()], dues: [...duesRows()], courses: [...courseFees()] })),
    sender: desk.sender.handler(async () => (await sitting()).seat.sender()),
    setSender: desk.setSender.handler(async ({ input }) => (await sitting()).seat.setSender(input)),
    statusList: desk.statusList.handler(async () => {
      const { authority, parts, acting } = await sitting();
      const { file, version, thumbprint, unnamed } = await makeStatusList(parts, authority.key, acting);
      return { file: fileOf(file, `status-list-${version}.status-list`, 'application/octet-stream'), thumbprint, unnamed };
    }),
    import: desk.import.handler(async ({ input }) => {
      const { parts, acting } = await sitting();
      return importRegistry(parts, acting, await bytesOf(input.file), input.apply);
    }),
    export: desk.export.handler(async ({ input }) => {
      const { parts, acting } = await sitting();
      return fileNamed(await exportRegistry(parts, acting, input), CSV);
    }),
    audit: {
      list: desk.audit.list.handler(async ({ input }) => (await sitting()).seat.audit.list(input)),
      export: desk.audit.export.handler(async ({ input }) => fileNamed(await (await sitting()).seat.audit.export(input), CSV)),
      checkpoint: desk.audit.checkpoint.handler(async () => fileNamed(await (await sitting()).seat.audit.checkpoint(), JWS)),
      verify: desk.audit.verify.handler(async ({ input }) => {
        const { seat } = await sitting();
        return seat.audit.verify(input.checkpoint && (await bytesOf(input.checkpoint)));
      }),
    },
    retention: {
      preview: desk.retention.preview.handler(async () => {
        const { parts, acting } = await sitting();
        return previewRetention(parts, acting);
      }),
      set: desk.retention.set.handler(async ({ input }) => {
        const { parts, acting } = await sitting();
        await setRetention(parts, acting, input.rule, input.years);
        return previewRetention(parts, acting);
      }),
      propose: desk.retention.propose.handler(async ({ input }) => {
        const { authority, parts, acting } = await sitting();
        await proposeRetention(parts, authority.proposals, acting, input.holders);
        return listed(authority, acting);
      }),
    },
  };
}
