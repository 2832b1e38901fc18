import type { AdvanceAnswer, CredentialObject, HolderPage, NextAction } from '../../../main/api/schema/credentials.ts';

/** What is open beside a person's page. */
export type Open =
  | { readonly kind: 'action'; readonly object: CredentialObject; readonly action: NextAction }
  | { readonly kind: 'paper'; readonly object: CredentialObject; readonly item: string | null }
  | { readonly kind: 'scan'; readonly id: string; readonly item: string }
  | { readonly kind: 'fee'; readonly object: CredentialObject }
  | { readonly kind: 'issue'; readonly object: CredentialObject }
  | { readonly kind: 'procedure' }
  | { readonly kind: 'change' };

/** What every form beside the page is given. */
export interface PanelProps {
  readonly page: HolderPage;
  /** Something was changed without more to tell. */
  readonly onPage: (page: HolderPage) => void;
  /** A step was made or asked for. */
  readonly onAnswer: (answer: AdvanceAnswer, words: string) => void;
  readonly onClose: () => void;
}
