import type { ReactNode } from 'react';
import { Tabs } from '../design/tabs.tsx';
import { Page } from '../frame/page.tsx';
import { go } from '../frame/routes.ts';
import { useWords } from '../words/words.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { KeySettings } from './keys/key-settings.tsx';
import { NetworkSettings } from './network/network-settings.tsx';
import { ProgramSettings } from './programs/program-settings.tsx';
import { ReceptionSettings } from './reception/reception-settings.tsx';
import './settings-screen.css';
import { TimeStampSettings } from './time-stamps/time-stamp-settings.tsx';

const PARTS = ['general', 'time-stamps', 'keys', 'network', 'reception', 'programs'] as const;
type Part = (typeof PARTS)[number];

const CONTENT: Readonly<Record<Part, () => ReactNode>> = {
  general: () => <GeneralSettings />,
  'time-stamps': () => <TimeStampSettings />,
  keys: () => <KeySettings />,
  network: () => <NetworkSettings />,
  reception: () => <ReceptionSettings />,
  programs: () => <ProgramSettings />,
};

/** What can be set, and whom the desk trusts; one part at a time, each with an address of its own. */
export function SettingsScreen({ part }: { readonly part: string | null }) {
  const { t } = useWords();
  const open = PARTS.find((known) => known === part) ?? 'general';
  return (
    <Page title={t('settings.title')} note={t(`settings.notes.${open}`)}>
      <Tabs
        label={t('settings.title')}
        open={open}
        onOpen={(id) => go('settings', id)}
        items={PARTS.map((id) => ({ id, title: t(`settings.parts.${id}`), content: <div className="settings-part">{CONTENT[id]()}</div> }))}
      />
    </Page>
  );
}
