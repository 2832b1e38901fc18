import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import './tabs.css';

export interface TabItem {
  readonly id: string;
  readonly title: string;
  readonly content: ReactNode;
}

interface TabsProps {
  readonly label: string;
  readonly items: readonly TabItem[];
  /** The tab that is open, where the caller holds it. */
  readonly open?: string;
  readonly onOpen?: (id: string) => void;
}

export function Tabs({ label, items, open, onOpen }: TabsProps) {
  const held = open === undefined ? {} : { selectedKey: open };
  return (
    <AriaTabs className="tabs" {...held} onSelectionChange={(key) => onOpen?.(String(key))}>
      <TabList className="tab-list" aria-label={label}>
        {items.map(({ id, title }) => (
          <Tab key={id} id={id} className="tab">
            {title}
          </Tab>
        ))}
      </TabList>
      {items.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="tab-panel">
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
