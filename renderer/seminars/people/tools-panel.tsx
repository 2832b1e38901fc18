import { Button } from '../../design/button.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { useWords } from '../../words/words.tsx';
import type { PanelProps } from './panel-props.ts';

/** What can be added to the record beside what was tapped. */
const TOOLS = ['later', 'paper', 'bundle', 'clock'] as const;
export type Tool = (typeof TOOLS)[number];

/** Ways to complete the record, each with what it is for. */
export function ToolsPanel({ onChoose, onClose }: PanelProps & { readonly onChoose: (tool: Tool) => void }) {
  const { t } = useWords();
  return (
    <SidePanel title={t('training.tools.title')} about="tools" onClose={onClose}>
      <ul className="stack">
        {TOOLS.map((tool) => (
          <li key={tool} className="stack-tight">
            <Button onPress={() => onChoose(tool)}>{t(`training.tools.${tool}`)}</Button>
            <span className="under">{t(`training.tools.${tool}-note`)}</span>
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}
