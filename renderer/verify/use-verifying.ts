import { useEffect, useState } from 'react';
import type { Failure } from '../../main/api/schema/common.ts';
import type { VerificationAnswer } from '../../main/api/schema/verification.ts';
import { useDesk } from '../client/desk-context.tsx';
import { failureOf } from '../client/failure.ts';
import { useTurns } from '../client/use-turns.ts';

export interface Verifying {
  /** Name of what is being verified now. */
  readonly working: string | null;
  readonly report: VerificationAnswer | null;
  /** What was verified, where it came as a file and not out of the library. */
  readonly file: File | null;
  readonly content: File | null;
  readonly failed: { readonly name: string; readonly failure: Failure } | null;
  readonly verify: (file: File) => void;
  /** Verifies the same file again with the document that its signature is for. */
  readonly addContent: (content: File) => void;
  readonly clear: () => void;
}

interface Outcome {
  readonly file: File | null;
  readonly content: File | null;
  readonly report: VerificationAnswer | null;
  readonly failed: Verifying['failed'];
}
const NOTHING: Outcome = { file: null, content: null, report: null, failed: null };

/** One verification and its answer, held above the screens. `signed` names an entry of the register to verify. */
export function useVerifying(signed: string | null): Verifying {
  const { desk } = useDesk();
  const [working, setWorking] = useState<string | null>(null);
  const [outcome, setOutcome] = useState(NOTHING);
  const turns = useTurns();

  const run = async (name: string, known: Partial<Outcome>, ask: () => Promise<VerificationAnswer>) => {
    const wanted = turns.next();
    setWorking(name);
    setOutcome(NOTHING);
    const answer = await ask().then(
      (report): Outcome => ({ ...NOTHING, ...known, report }),
      (error: unknown): Outcome => ({ ...NOTHING, ...known, failed: { name, failure: failureOf(error) } }),
    );
    if (!wanted()) return;
    setOutcome(answer);
    setWorking(null);
  };
  const verify = (file: File) => run(file.name, { file }, () => desk.verification.verify({ file }));
  const addContent = (content: File) => {
    const { file } = outcome;
    if (file) run(file.name, { file, content }, () => desk.verification.verify({ file, content }));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once per entry
  useEffect(() => {
    if (signed) run('', {}, () => desk.verification.signed({ id: signed }));
  }, [desk, signed]);
  return { working, ...outcome, verify, addContent, clear: () => setOutcome(NOTHING) };
}
