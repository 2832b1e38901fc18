import type { ReactNode } from 'react';
import type { OpenedDocument } from '../../main/api/schema/document.ts';
import { Tabs } from '../design/tabs.tsx';
import { Page } from '../frame/page.tsx';
import { go } from '../frame/routes.ts';
import { LettersPart } from './letters/letters-part.tsx';
import { useWords } from '../words/words.tsx';
import { PrescriptionPart } from './prescription/prescription-part.tsx';
import { DispensingPart } from './dispensing/dispensing-part.tsx';
import { RequestsPart } from './requests/requests-part.tsx';

export interface ClinicPart {
  /** What of the part is open, for example one letter. */
  readonly id: string | null;
  /** Takes documents to the signing screen. */
  readonly onSign: (documents: readonly OpenedDocument[]) => void;
}

const PARTS = ['prescription', 'requests', 'dispensing', 'letters'] as const;
type Part = (typeof PARTS)[number];

const CONTENT: Readonly<Record<Part, (open: ClinicPart) => ReactNode>> = {
  prescription: (open) => <PrescriptionPart {...open} />,
  requests: () => <RequestsPart />,
  dispensing: ({ onSign }) => <DispensingPart onSign={onSign} />,
  letters: (open) => <LettersPart {...open} />,
};

/** What a doctor writes for a patient: prescriptions and letters, and what became of them. */
export function ClinicScreen({ part, ...open }: ClinicPart & { readonly part: string | null }) {
  const { t } = useWords();
  const current = PARTS.find((known) => known === part) ?? 'prescription';
  return (
    <Page title={t('clinic.title')} note={t(`clinic.notes.${current}`)} wide>
      <Tabs
        label={t('clinic.title')}
        open={current}
        onOpen={(id) => go('clinic', id)}
        items={PARTS.map((id) => ({ id, title: t(`clinic.parts.${id}`), content: CONTENT[id](open) }))}
      />
    </Page>
  );
}
