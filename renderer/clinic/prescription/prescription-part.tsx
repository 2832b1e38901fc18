import type { ReactNode } from 'react';
import type { OpenedDocument } from '../../../main/api/schema/document.ts';
import { useDesk } from '../../client/desk-context.tsx';
import { useAnswer } from '../../client/use-answer.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { ComposePage } from './compose-page.tsx';
import { MastersPage } from './masters-page.tsx';
import './prescription.css';
import { PrescriberPage } from './prescriber-page.tsx';

interface PrescriptionPartProps {
  readonly id: string | null;
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

/** Prescriptions: one at hand, what stays the same on each, and the masters of codes. */
export function PrescriptionPart({ id, onSign }: PrescriptionPartProps) {
  const { desk } = useDesk();
  const prescriber = useAnswer(async () => ({ entered: await desk.prescriptions.prescriber() }), [desk, id]);
  const places: Readonly<Record<string, () => ReactNode>> = {
    masters: () => <MastersPage />,
    prescriber: () => prescriber.value && <PrescriberPage entered={prescriber.value.entered} />,
  };
  const place = id === null ? undefined : places[id];
  if (prescriber.failure) return <ErrorPanel failure={prescriber.failure} onRetry={prescriber.ask} />;
  return place ? place() : prescriber.value && <ComposePage prescriber={prescriber.value.entered} onSign={onSign} />;
}
