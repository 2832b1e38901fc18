import { useCallback, useState } from 'react';
import type { ReaderView } from '../../main/api/schema/card.ts';
import type { Failure } from '../../main/api/schema/common.ts';
import type { OpenedDocument } from '../../main/api/schema/document.ts';
import type { SigningBatch, SigningLevels, SigningOrder, SigningProgress, SigningReadiness } from '../../main/api/schema/signing.ts';
import { useDesk } from '../client/desk-context.tsx';
import { type Answer, useAnswer } from '../client/use-answer.ts';
import { isThrough } from './batch-state.ts';
import { type DocumentDesk, useDocuments } from './use-documents.ts';
import { useJob } from './use-job.ts';

/** Where the person is: choosing, looking, waiting for the card, reading the result. Escape goes the other way. */
export type Stage = 'pick' | 'review' | 'working' | 'result';

export interface Choices {
  readonly format: SigningOrder['format'];
  readonly level: SigningOrder['level'];
  readonly stamp: boolean;
  readonly acceptUnknownRevocation: boolean;
}

export interface Signing {
  readonly stage: Stage;
  readonly desk: DocumentDesk;
  readonly choices: Choices;
  readonly choose: (part: Partial<Choices>) => void;
  /** What is known of the signing certificate; its value is `null` while there is nothing to check it for. */
  readonly readiness: Answer<Readiness>;
  /** Levels that can be made for the card now. */
  readonly levels: Answer<SigningLevels | null>;
  readonly job: SigningProgress | null;
  readonly jobFailure: Failure | null;
  readonly startedAt: number | null;
  /** Why signing cannot start, or `null` when it can. */
  readonly obstacle: Obstacle | null;
  readonly start: () => void;
  /** Batches that were cut off. */
  readonly batches: Answer<readonly SigningBatch[]>;
  /** Why none of them can go on now, or `null`. */
  readonly resumeObstacle: Obstacle | null;
  readonly resume: (batch: string) => void;
  readonly cancel: () => void;
  readonly review: () => void;
  readonly back: () => void;
  /** After a result: closes what is signed and goes on. */
  readonly next: () => void;
}

type Readiness = SigningReadiness | null;
export type Obstacle = 'card' | 'document' | 'unseen' | 'confirmation' | 'failure';

export const signable = (documents: readonly OpenedDocument[]) => documents.filter(({ signableAs }) => signableAs.length > 0);

/** Documents that are not signed before they were looked at, and were not. */
export const toBeSeen = ({ open, seen }: Pick<DocumentDesk, 'open' | 'seen'>) =>
  signable(open).filter(({ id, mustBeSeen }) => mustBeSeen && !seen.has(id));

/** Everything of one stretch of signing. Held above the screens, so that it outlives a look elsewhere. */
export function useSigning(reader: ReaderView | null): Signing {
  const { desk, settings } = useDesk();
  const documents = useDocuments();
  const job = useJob();
  const [stage, setStage] = useState<'pick' | 'review'>('pick');
  const [chosen, setChosen] = useState<Partial<Omit<Choices, 'acceptUnknownRevocation'>>>({});
  /** SHA-256 of the certificate for which somebody accepted that its revocation is unknown: nobody accepts it for another. */
  const [accepted, setAccepted] = useState<string | null>(null);

  const batches = useAnswer<readonly SigningBatch[]>(() => desk.signing.batches(), [desk, job.stage]);
  const work = documents.open.length > 0 || (batches.value ?? []).length > 0;
  const ready = reader?.state === 'hpki' && work ? reader : null;
  const readiness = useAnswer<Readiness>(
    async () => (ready ? await desk.signing.readiness({ reader: ready.name }) : null),
    [desk, ready?.name, ready?.insertion, settings?.testMode, settings?.pinAtReader, job.progress?.state === 'done'],
  );

  // asked after readiness: both read the card, which answers one at a time
  const levels = useAnswer<SigningLevels | null>(
    async () => (ready && readiness.value ? await desk.signing.levels({ reader: ready.name }) : null),
    [desk, ready?.name, ready?.insertion, settings?.testMode, readiness.value],
  );
  const certificate = readiness.value?.certificate?.sha256 ?? null;
  const choices: Choices = {
    ...{ format: null, level: 'B', stamp: settings?.stamp ?? false, ...chosen },
    acceptUnknownRevocation: accepted !== null && accepted === certificate,
  };
  const level = levels.value?.available.includes(choices.level) ? choices.level : 'B';

  const choose = useCallback(
    ({ acceptUnknownRevocation, ...part }: Partial<Choices>) => {
      if (acceptUnknownRevocation !== undefined) setAccepted(acceptUnknownRevocation ? certificate : null);
      setChosen((before) => ({ ...before, ...part }));
    },
    [certificate],
  );
  const resumeObstacle = cardObstacleOf(ready !== null, readiness, choices);
  const obstacle = documentObstacleOf(documents) ?? resumeObstacle;

  const start = () => {
    if (obstacle || !ready) return;
    job.start({ documents: signable(documents.open).map(({ id }) => id), reader: ready.name, certificate, ...choices, level });
  };
  const resume = (batch: string) => {
    if (resumeObstacle || !ready) return;
    job.resume({ batch, reader: ready.name, certificate, acceptUnknownRevocation: choices.acceptUnknownRevocation });
  };
  const next = () => {
    const signed = job.progress ? leaving(job.progress) : [];
    const told = batches.value?.find((batch) => batch.id === job.progress?.batch && isThrough(batch));
    if (told) desk.signing.closeBatch({ batch: told.id }).then(batches.ask, batches.ask);
    documents.close(signed);
    job.clear();
    setAccepted(null);
    setChosen(({ level: kept }) => (kept ? { level: kept } : {}));
    setStage(documents.open.length > signed.length ? 'review' : 'pick');
  };
  const backFrom: Readonly<Record<Stage, () => void>> = { pick: () => {}, review: () => setStage('pick'), working: job.cancel, result: next };
  const shown: Stage = job.stage ?? (documents.open.length > 0 ? stage : 'pick');
  return {
    stage: shown,
    desk: documents,
    choices: { ...choices, level },
    choose,
    readiness,
    levels,
    job: job.progress,
    jobFailure: job.failure,
    startedAt: job.startedAt,
    obstacle,
    start,
    batches,
    resumeObstacle,
    resume,
    cancel: job.cancel,
    review() {
      // What comes from another screen is looked at now; the last result has been told.
      if (job.stage === 'result') next();
      setStage('review');
    },
    back: backFrom[shown],
    next,
  };
}

/** Documents that leave the desk after a job: what is signed, and what the batch keeps for its next run, so that none is signed twice. */
function leaving({ batch, items, failure }: SigningProgress): readonly string[] {
  const kept = (own: Failure | null) => batch !== null && (own === null || own.code === failure?.code);
  return items.filter((item) => item.state === 'done' || kept(item.failure)).map(({ document }) => document);
}

function documentObstacleOf(documents: DocumentDesk): Obstacle | null {
  if (signable(documents.open).length === 0) return 'document';
  return toBeSeen(documents).length > 0 ? 'unseen' : null;
}

function cardObstacleOf(card: boolean, readiness: Answer<Readiness>, choices: Choices): Obstacle | null {
  if (!card) return 'card';
  if (readiness.failure || readiness.value?.failure) return 'failure';
  if (!readiness.value?.certificate) return 'card';
  if (readiness.value.revocation.status === 'revoked') return 'failure';
  return readiness.value.revocation.status === 'unknown' && !choices.acceptUnknownRevocation ? 'confirmation' : null;
}
