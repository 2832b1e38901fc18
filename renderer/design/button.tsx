import { useState } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './button.css';
import { Icon, type IconName } from './icon.tsx';

interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'isPending' | 'aria-disabled' | 'onFocusChange'> {
  readonly children?: string;
  /** One `primary` per screen: what people came for. */
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly icon?: IconName;
  readonly wide?: boolean;
}

/**
 * A button. One that is disabled while it has the focus keeps it until the person goes on, and does nothing. React Aria's own pending state would
 * announce the button by reference, which points nowhere once the button is gone.
 */
export function Button({ kind = 'secondary', icon, wide = false, isDisabled = false, children, ...props }: ButtonProps) {
  const [focused, setFocused] = useState(false);
  const held: AriaButtonProps = isDisabled && focused ? { 'aria-disabled': true, type: 'button', onPress: () => {} } : {};
  const className = ['button', `button-${kind}`, wide && 'button-wide', !children && 'button-icon'].filter(Boolean).join(' ');
  return (
    <AriaButton className={className} isDisabled={isDisabled && !focused} onFocusChange={setFocused} {...props} {...held}>
      {icon && <Icon name={icon} size={20} />}
      {children}
    </AriaButton>
  );
}
