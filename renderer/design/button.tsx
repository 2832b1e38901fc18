import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './button.css';
import { Icon, type IconName } from './icon.tsx';

interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  readonly children?: string;
  /** One `primary` per screen: what people came for. */
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly icon?: IconName;
  readonly wide?: boolean;
}

export function Button({ kind = 'secondary', icon, wide = false, children, ...props }: ButtonProps) {
  const className = ['button', `button-${kind}`, wide && 'button-wide', !children && 'button-icon'].filter(Boolean).join(' ');
  return (
    <AriaButton className={className} {...props}>
      {icon && <Icon name={icon} size={20} />}
      {children}
    </AriaButton>
  );
}
