import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previewBulk } from '../../../../main/credentials/bulk/bulk.ts';
import { MACHINES, OBJECT_KINDS } from '../../../../main/credentials/machines/table.ts';
import { assertable, ESTABLISHED } from '../../../../main/credentials/registry/evidence.ts';
import { paperScan } from '../../../../main/credentials/work/keep.ts';
import { nonce, objectIn } from '../../../support/authority-desk.ts';
import { type Flow, openFlow, refusalOf, TODAY } from '../../support/credential-flow.ts';

let flow: Flow;
beforeAll(async () => {
  flow = await openFlow();
});
afterAll(() => flow[Symbol.asyncDispose]());

/** Steps that need what the program alone establishes. */
const STEPS = OBJECT_KINDS.flatMap((kind) =>
  MACHINES[kind].transitions.flatMap(({ id, from, evidence }) =>
    evidence
      .filter((each) => (ESTABLISHED as readonly string[]).includes(each))
      .map((established) => ({ kind, id, from: from[0]!, evidence, established })),
  ),
);

/** An object in the state from which a step goes. */
async function objectFor(kind: (typeof OBJECT_KINDS)[number], from: string): Promise<{ readonly object: string; readonly holder: number }> {
  const { holder, card } = await flow.withCard();
  const page = await flow.seats.clerk.page(holder);
  if (kind === 'application') {
    const { application, page: applied } = await flow.apply({ procedure: 'renewal', holder });
    if (from === 'submitted') return { holder, object: application };
    // Checked once, and then a paper was taken back.
    await flow.addPapers(application, applied);
    await flow.take(application, 'check-documents');
    const confirmed = await flow.take(application, 'confirm-licence');
    await flow.seats.clerk.withdrawEvidence(flow.view(confirmed, application).checklist.find(({ item }) => item === 'photo')!.evidence!.id);
    return { holder, object: application };
  }
  if (kind === 'certificate' && from === 'requested') {
    const { application, page: applied } = await flow.apply({ procedure: 'second-certificate', holder });
    return { holder, object: (await flow.approve(application, applied)).objects.find(({ facts }) => facts['usage'] === 'second')!.id };
  }
  const certificate = objectIn(page, 'certificate', 'active').id;
  if (kind === 'certificate') {
    if (from === 'revoke-requested') await flow.take(certificate, 'request-revocation');
    return { holder, object: certificate };
  }
  if (kind === 'card' && from === 'blank') {
    // No card is ever blank by itself: one is put there as a desk that was stopped might have left it.
    await flow.store.db.updateTable('credential_object').set({ state: 'blank' }).where('id', '=', card).execute();
    return { holder, object: card };
  }
  const made = await flow.atDesk();
  if (kind === 'card') return { holder: made.holder, object: objectIn(await flow.seats.clerk.page(made.holder), 'card').id };
  await flow.store.db.updateTable('credential_object').set({ state: from }).where('id', '=', made.order).execute();
  return { holder: made.holder, object: made.order };
}

describe('what only the program establishes', () => {
  it('is asked for by these steps', () => {
    expect(STEPS.map(({ kind, id, established }) => `${kind} ${id}: ${established}`).toSorted()).toEqual([
      'application approve: checklist',
      'application check-documents: checklist',
      'card activate: card-read',
      'card personalise: production-serial',
      'certificate confirm-revocation: revocation-list',
      'certificate find-revoked: revocation-list',
      'certificate issue: certificate-read',
      'order hand-over: card-read',
      'order import-serials: production-serial',
    ]);
    expect(assertable(['photo', ...ESTABLISHED, 'payment'])).toEqual(['photo', 'payment']);
  });

  it.each(STEPS)('$established is not taken from anybody: $kind $id', async ({ kind, id, from, evidence, established }) => {
    const { object, holder } = await objectFor(kind, from);
    const before = await flow.row(object);
    const order = { nonce: nonce(), object, transition: id, evidence: [...evidence], reason: 'x' };
    const everybody = flow.seatAs(['reception', 'examiner', 'approver', 'operator', 'association'], before.association);
    expect(await refusalOf(everybody.advance(order))).toBe(`TRANSITION_REFUSED evidence ${established}`);
    const preview = await previewBulk(flow.authority.parts, everybody.acting, {
      task: 'advance',
      until: null,
      association: null,
      queue: null,
      objects: [object],
      transition: id,
      evidence: [...evidence],
      reason: 'x',
    });
    expect(preview).toMatchObject({ changes: 0, left: 1, rows: [{ object, to: null, because: 'evidence' }] });
    const proposer = id === 'check-documents' ? flow.seats.clerk : flow.seats.second;
    const body = { task: 'advance', transition: id, evidence, items: [{ object, holder, from: before.state }], count: 1 };
    const proposal = await flow.authority.proposals.propose(proposer.acting, { kind: 'bulk', holder: null, reason: 'x', body });
    await flow.authority.proposals.confirm(flow.seats.approver.acting, proposal);
    expect(await flow.row(object)).toEqual(before);
  });

  it('the checklist is established by its papers, as they are now', async () => {
    const { application, page } = await flow.apply({ procedure: 'new-issue' });
    const complete = await flow.addPapers(application, page);
    const photo = flow.view(complete, application).checklist.find(({ item }) => item === 'photo')!.evidence!.id;
    await flow.seats.clerk.withdrawEvidence(photo);
    expect(await refusalOf(flow.take(application, 'check-documents'))).toBe('TRANSITION_REFUSED evidence checklist');
    await flow.seats.clerk.addEvidence({ object: application, item: 'photo', dated: TODAY, note: '' });
    expect(flow.view(await flow.take(application, 'check-documents'), application).state).toBe('documents-checked');
  });
});

describe('papers', () => {
  it.each<[what: string, item: string, refused: string | null]>([
    ['one of its checklist', 'photo', null],
    ['one that may be left out', 'licence-copy-back', null],
    ['one of another procedure', 'death-notice', 'EVIDENCE_UNKNOWN'],
    ['what only the program establishes', 'checklist', 'EVIDENCE_UNKNOWN'],
  ])('of an application: %s', async (_what, item, refused) => {
    const { application } = await flow.apply({ procedure: 'new-issue' });
    expect(await refusalOf(flow.seats.clerk.addEvidence({ object: application, item, dated: null, note: '' }))).toBe(refused);
  });

  it('are added neither to what is closed nor to a card', async () => {
    const { application } = await flow.apply({ procedure: 'new-issue' });
    await flow.take(application, 'withdraw');
    expect(await refusalOf(flow.seats.clerk.addEvidence({ object: application, item: 'photo', dated: null, note: '' }))).toBe('EVIDENCE_UNKNOWN');
    const { card } = await flow.withCard();
    expect(await refusalOf(flow.seats.clerk.addEvidence({ object: card, item: 'photo', dated: null, note: '' }))).toBe('EVIDENCE_UNKNOWN');
  });

  it('keep their picture and their note sealed, and each look at it is recorded', async () => {
    const { application } = await flow.apply({ procedure: 'new-issue' });
    const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
    const page = await flow.seats.clerk.addEvidence({
      object: application,
      item: 'photo',
      dated: TODAY,
      note: '裏面に氏名',
      scan: bytes,
    });
    const paper = flow.view(page, application).checklist.find(({ item }) => item === 'photo')!.evidence!;
    expect(paper).toMatchObject({ dated: TODAY, by: 'clerk', scan: true, note: '裏面に氏名' });
    const row = await flow.store.db.selectFrom('credential_evidence').selectAll().where('id', '=', paper.id).executeTakeFirstOrThrow();
    expect(Buffer.from(row.scan!).includes(Buffer.from(bytes))).toBe(false);
    expect(await paperScan(flow.authority.parts, flow.seats.clerk.acting, paper.id)).toEqual({
      bytes: Buffer.from(bytes),
      type: 'image/png',
      item: 'photo',
    });
    expect((await flow.authority.parts.audit.list(null, 1))[0]).toMatchObject({ action: 'credential.viewed', facts: { evidence: paper.id } });
  });

  it.each<[what: string, scan: Uint8Array, kept: string | null]>([
    ['JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    ['PDF', Buffer.from('%PDF-1.7'), 'application/pdf'],
    ['a page of HTML, whatever it is called', Buffer.from('<html>'), null],
    ['a PNG of which the first byte is wrong', Buffer.from([0x88, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), null],
    ['nothing', Buffer.alloc(0), null],
    ['20 MB', Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(20_000_000 - 8)]), 'application/pdf'],
    ['a byte more', Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(20_000_000 - 7)]), null],
  ])('are pictures or PDF by their own bytes: %s', async (_what, scan, kept) => {
    const { application } = await flow.apply({ procedure: 'new-issue' });
    const adding = flow.seats.clerk.addEvidence({ object: application, item: 'photo', dated: TODAY, note: '', scan });
    if (kept === null) {
      expect(await refusalOf(adding)).toMatch(/^SCAN_REFUSED/);
      return;
    }
    const { id } = flow.view(await adding, application).checklist.find(({ item }) => item === 'photo')!.evidence!;
    expect((await paperScan(flow.authority.parts, flow.seats.clerk.acting, id)).type).toBe(kept);
  });

  it('that were taken back are seen no more', async () => {
    const { application } = await flow.apply({ procedure: 'new-issue' });
    const page = await flow.seats.clerk.addEvidence({
      object: application,
      item: 'photo',
      dated: TODAY,
      note: '',
      scan: Buffer.from('%PDF-1.7'),
    });
    const { id } = flow.view(page, application).checklist.find(({ item }) => item === 'photo')!.evidence!;
    const after = await flow.seats.clerk.withdrawEvidence(id);
    expect(flow.view(after, application).checklist.find(({ item }) => item === 'photo')).toMatchObject({ state: 'missing', evidence: null });
  });
});
