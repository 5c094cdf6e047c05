/** Actions that open from a button. */
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import {
  Menu as AriaMenu,
  Header,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
  SubmenuTrigger,
} from "react-aria-components";
import { classNames } from "../classNames.ts";

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly onAction?: () => void;
  readonly isDisabled?: boolean;
  /** Draws the item as something that removes. */
  readonly isDanger?: boolean;
  /** Marks the one in use. */
  readonly isChecked?: boolean;
  /** A menu of its own. */
  readonly items?: readonly MenuAction[];
}

export interface MenuGroup {
  readonly title?: string;
  readonly items: readonly MenuAction[];
}

export interface MenuProps {
  /** Our `Button`. */
  readonly trigger: ReactNode;
  readonly label: string;
  /** Groups are set apart by a line. */
  readonly groups: readonly MenuGroup[];
}

const frame =
  "min-w-44 max-w-80 overflow-auto rounded-control border border-line bg-surface p-1 outline-none";

export function Menu({ trigger, label, groups }: MenuProps) {
  const filled = groups.filter((group) => group.items.length > 0);
  return (
    <MenuTrigger>
      {trigger}
      <Popover placement="bottom start" offset={4} className={frame}>
        <AriaMenu aria-label={label} className="outline-none">
          {filled.map((group, index) => (
            <MenuSection key={group.title ?? group.items[0]?.id ?? index}>
              {index > 0 && <Separator className="my-1 h-px bg-line" />}
              {group.title && (
                <Header className="px-2 pt-1.5 pb-1 text-label font-semibold text-muted">
                  {group.title}
                </Header>
              )}
              {group.items.map((item) => (
                <Item key={item.id} item={item} />
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function Item({ item }: { readonly item: MenuAction }) {
  const line = (
    <MenuItem
      id={item.id}
      textValue={item.label}
      isDisabled={item.isDisabled ?? false}
      {...(item.onAction ? { onAction: item.onAction } : {})}
      className={classNames(
        "flex min-h-8 cursor-pointer items-center gap-2 rounded-[6px] px-2 text-small outline-none data-disabled:cursor-default data-disabled:opacity-45 data-focused:bg-hover",
        item.isDanger && "text-bad",
      )}
    >
      {item.icon !== undefined && (
        <span aria-hidden className="flex size-4 items-center justify-center">
          {item.icon}
        </span>
      )}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.isChecked && <Check size={14} role="img" aria-label="✓" />}
      {item.items && <span aria-hidden>›</span>}
    </MenuItem>
  );
  if (!item.items) return line;
  return (
    <SubmenuTrigger>
      {line}
      <Popover className={frame}>
        <AriaMenu aria-label={item.label} className="outline-none">
          {item.items.map((inner) => (
            <Item key={inner.id} item={inner} />
          ))}
        </AriaMenu>
      </Popover>
    </SubmenuTrigger>
  );
}
