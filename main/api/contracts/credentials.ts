import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import { auditEntry, auditVerification } from '../schema/application.ts';
import { language } from '../schema/common.ts';
import { auditFilter, registryImport, retentionPreview } from '../schema/credential-records.ts';
import {
  advanceAnswer,
  advanceOrder,
  applyOrder,
  bulkOrder,
  bulkPreview,
  duplicate,
  feeView,
  forecastRow,
  holderFields,
  holderHit,
  holderPage,
  objectKind,
  procedureView,
  proposalView,
  queueOrder,
  queuePage,
  stopOrder,
} from '../schema/credentials.ts';
import { figures } from '../schema/figures.ts';
import { handOverCard, handOverOrder, productionBatch, revocationRow, serialImport, trackAnswer } from '../schema/issuing.ts';
import { staffOrder, staffSession, staffView } from '../schema/staff.ts';

const holder = z.object({ holder: z.number().int() });
const byId = z.object({ id: z.string() });
const line = z.string().max(200);
/** Who letters come from. */
const sender = z.object({ name: line, postalCode: line, address: line, phone: line });

/** Who sits at the authority's desk. Everything else of `credentials` is refused while nobody is signed in. */
const staff = {
  /** The present session at once, then each change. */
  session: oc.output(eventIterator(staffSession)),
  /** Asks for a passkey on a page of its own (its address comes with `session`), and ends once it was given or refused. */
  signIn: oc.output(staffSession),
  /** With one's own card on the reader named for staff. */
  signInWithCard: oc.output(staffSession),
  /** Keeps the session from locking: somebody works. */
  touch: oc.output(staffSession),
  lock: oc.output(staffSession),
  signOut: oc.output(staffSession),
  nameReader: oc.input(z.object({ reader: z.string().max(300).nullable() })).output(staffSession),
  list: oc.output(z.array(staffView)),
  /** Registers somebody with a first passkey; the very first one needs nobody signed in, later ones are proposed to a second person. */
  add: oc.input(staffOrder).output(z.array(staffView)),
  change: oc.input(staffOrder.extend({ id: z.string() })).output(z.array(staffView)),
  leave: oc.input(byId).output(z.array(staffView)),
  addPasskey: oc.input(z.object({ id: z.string(), name: z.string().max(60) })).output(z.array(staffView)),
  removePasskey: oc.input(byId).output(z.array(staffView)),
  /** One's own card, on the reader named for staff. For oneself, as of a passkey, a key that one has already is asked first. */
  addCard: oc.output(z.array(staffView)),
  /** A card that was lost signs nobody in any more, and a session begun with it ends. */
  removeCard: oc.input(byId).output(z.array(staffView)),
  /** A token for the command line, one's own or, by an approver, anybody's. */
  removeToken: oc.input(byId).output(z.array(staffView)),
  /** Minutes without work after which a session locks; for an approver to set. */
  setIdleMinutes: oc.input(z.object({ minutes: z.number().int().min(1).max(240) })).output(z.void()),
};

/** The authority's desk: applications, cards and certificates from issue to end. */
export const credentials = {
  staff,
  queue: oc.input(queueOrder).output(queuePage),
  /** The clock's day is right; what days bring is done by it from now on. */
  confirmDay: oc.input(z.object({ day: z.iso.date() })).output(z.void()),
  search: oc.input(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(100) })).output(z.array(holderHit)),
  /** Recorded in the audit log: who looked at whom. */
  page: oc.input(holder).output(holderPage),
  duplicates: oc.output(z.array(duplicate)),
  forecast: oc.input(z.object({ from: z.iso.date(), months: z.number().int().min(1).max(72) })).output(z.array(forecastRow)),
  /** What somebody can apply for who is not known yet. */
  newcomerProcedures: oc.output(z.array(procedureView)),
  feeOf: oc
    .input(
      z.object({
        holder: z.number().int().nullable(),
        member: z.boolean(),
        procedure: z.string(),
        channel: z.string(),
        reason: z.string().nullable(),
        receivedOn: z.iso.date(),
      }),
    )
    .output(feeView.nullable()),
  apply: oc.input(applyOrder).output(advanceAnswer),
  advance: oc.input(advanceOrder).output(advanceAnswer),
  stop: oc.input(stopOrder).output(advanceAnswer),
  /** Corrects what is kept of somebody (the procedure of a change of address brings the papers). */
  change: oc
    .input(
      z.object({
        holder: z.number().int(),
        fields: holderFields,
        association: z.string().nullable(),
        member: z.boolean(),
        reason: z.string().min(1).max(500),
      }),
    )
    .output(holderPage),
  note: oc.input(z.object({ holder: z.number().int(), text: z.string().trim().min(1).max(2_000) })).output(holderPage),
  addEvidence: oc
    .input(z.object({ object: z.string(), item: z.string(), dated: z.iso.date().nullable(), note: z.string().max(200), scan: z.file().optional() }))
    .output(holderPage),
  withdrawEvidence: oc.input(byId).output(holderPage),
  scan: oc.input(byId).output(z.file()),
  /** A fee that no source states, entered with where it is from. */
  enterFee: oc
    .input(z.object({ application: z.string(), yen: z.number().int().min(0).max(1_000_000), source: z.string().min(1).max(200) }))
    .output(holderPage),
  /** The second certificate (or any made elsewhere) as the certification authority issued it: issuer and serial number are read from the file. Also what is learnt of a certificate that was taken over with its card. */
  issueCertificate: oc.input(z.object({ object: z.string(), file: z.file(), reason: z.string().max(2_000).optional() })).output(holderPage),
  letter: oc.input(byId).output(z.file()),
  /** The letter that asks for what is missing. */
  missingItems: oc.input(z.object({ application: z.string() })).output(z.file()),
  proposals: {
    list: oc.output(z.array(proposalView)),
    /** `digest`: of the proposal as it was shown; refused with PROPOSAL_STALE once it would show something else. */
    confirm: oc.input(byId.extend({ digest: z.string() })).output(z.array(proposalView)),
    refuse: oc.input(byId.extend({ reason: z.string().min(1).max(500) })).output(z.array(proposalView)),
  },
  bulk: {
    preview: oc.input(bulkOrder).output(bulkPreview),
    /** Proposes what was previewed; refused when something changed since (`digest`). */
    propose: oc.input(bulkOrder.extend({ digest: z.string() })).output(z.array(proposalView)),
  },
  production: {
    batches: oc.output(z.array(productionBatch)),
    /** The CSV for the printer: all that wait, or those named. */
    export: oc.input(z.object({ orders: z.array(z.string()).max(5_000).nullable(), encoding: z.enum(['utf-8', 'shift_jis']) })).output(z.file()),
    again: oc.input(byId.extend({ encoding: z.enum(['utf-8', 'shift_jis']) })).output(z.file()),
    importSerials: oc.input(z.object({ file: z.file(), apply: z.boolean() })).output(serialImport),
    /** Envelopes, postcards (発行完了通知) or labels of these orders, one PDF. */
    papers: oc.input(z.object({ what: z.enum(['envelopes', 'notices', 'labels']), orders: z.array(z.string()).min(1).max(1_000) })).output(z.file()),
  },
  handOver: {
    /** Reads the card on a reader for this order; nothing is written. */
    read: oc.input(z.object({ order: z.string(), reader: z.string() })).output(handOverCard),
    complete: oc.input(handOverOrder).output(advanceAnswer),
    /** Address of the page on which the holder types the PIN; `null` while none is asked. */
    pinPage: oc.output(eventIterator(z.object({ page: z.string().nullable() }))),
  },
  revocations: {
    list: oc.output(z.array(revocationRow)),
    /** The signed request as a file for the certification authority. */
    request: oc.input(byId).output(z.file()),
    /** Somebody says that it went to the authority. */
    sent: oc.input(byId).output(z.array(revocationRow)),
    answer: oc.input(byId.extend({ answer: z.string().min(1).max(500) })).output(z.array(revocationRow)),
    /** Fetches the lists and marks as done what they show. */
    track: oc.output(trackAnswer),
    /** In test mode: the demonstration's authority takes the request and publishes its list. */
    playAuthority: oc.input(byId).output(z.array(revocationRow)),
  },
  /** The four machines as drawings (SVG), out of the table by which the program goes. */
  diagrams: oc.input(z.object({ language })).output(z.array(z.object({ kind: objectKind, svg: z.string() }))),
  /** Fees, dues and course fees on record, each with its source. */
  figures: oc.output(figures),
  sender: oc.output(sender),
  setSender: oc.input(sender).output(sender),
  /** How all cards stand, signed, for reception desks; and the thumbprint of the key (base64url, RFC 7638), which they compare. */
  statusList: oc.output(z.object({ file: z.file(), thumbprint: z.string(), unnamed: z.number().int() })),
  import: oc.input(z.object({ file: z.file(), apply: z.boolean() })).output(registryImport),
  export: oc
    .input(z.object({ what: z.enum(['holders', 'events', 'due']), until: z.iso.date().nullable(), encoding: z.enum(['utf-8', 'shift_jis']) }))
    .output(z.file()),
  audit: {
    list: oc.input(auditFilter).output(z.array(auditEntry)),
    export: oc.input(auditFilter).output(z.file()),
    /** A signed statement of where the chain stands now, to be kept elsewhere. */
    checkpoint: oc.output(z.file()),
    verify: oc.input(z.object({ checkpoint: z.file().optional() })).output(auditVerification),
  },
  retention: {
    preview: oc.output(retentionPreview),
    /** For how many years a rule keeps; `null`: it deletes nobody. */
    set: oc.input(z.object({ rule: z.string(), years: z.number().int().min(1).max(100).nullable() })).output(retentionPreview),
    /** Proposed to a second person; then the persons' keys are destroyed. */
    propose: oc.input(z.object({ holders: z.array(z.number().int()).min(1).max(1_000) })).output(z.array(proposalView)),
  },
};
