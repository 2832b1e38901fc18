import type { ReactNode } from 'react';
import { Disclosure as AriaDisclosure, Button, DisclosurePanel, Heading } from 'react-aria-components';
import './disclosure.css';
import { Icon } from './icon.tsx';

interface DisclosureProps {
  readonly title: string;
  /** What is inside in a few words, beside the title. */
  readonly summary?: string;
  readonly level?: 2 | 3;
  readonly open?: boolean;
  readonly children: ReactNode;
}

export function Disclosure({ title, summary, level = 3, open = false, children }: DisclosureProps) {
  return (
    <AriaDisclosure className="disclosure" defaultExpanded={open}>
      <Heading level={level}>
        <Button slot="trigger" className="disclosure-trigger">
          <Icon name="down" size={20} />
          <span>{title}</span>
          {summary && <span className="disclosure-summary">{summary}</span>}
        </Button>
      </Heading>
      <DisclosurePanel className="disclosure-panel">{children}</DisclosurePanel>
    </AriaDisclosure>
  );
}
