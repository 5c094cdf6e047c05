/** A model's hyperparameters as a form, drawn from what the model states; the rest is behind "More". */
import { useText } from "../../messages/text.ts";
import type { Field, Hparams, HparamValue } from "../../protocol/spec.ts";
import { Disclosure } from "../layout/Disclosure.tsx";
import {
  isNumberField,
  type NumberField as NumberFieldSpec,
  scaleOf,
  settle,
  showSetting,
} from "./hparamValue.ts";
import { NumberField } from "./NumberField.tsx";
import { Select } from "./Select.tsx";
import { Slider } from "./Slider.tsx";
import { Switch } from "./Switch.tsx";

export interface HparamFormProps {
  readonly fields: Readonly<Record<string, Field>>;
  /** Complete. */
  readonly values: Hparams;
  /** Where a double-click resets a field to: the preset's values. */
  readonly base: Hparams;
  readonly onChange: (key: string, value: HparamValue) => void;
  /** When a drag, a key press or typing has ended; at once for what is not slid. */
  readonly onChangeEnd?: (key: string, value: HparamValue) => void;
  /** As many columns as there is room for, instead of one. */
  readonly isWide?: boolean;
}

const columns = {
  one: "flex flex-col gap-2",
  many: "grid grid-cols-[repeat(auto-fill,minmax(min(100%,17rem),1fr))] gap-x-6 gap-y-2",
};

export function HparamForm({ fields, isWide = false, ...rest }: HparamFormProps) {
  const text = useText();
  const layout = isWide ? columns.many : columns.one;
  const entries = Object.entries(fields);
  const common = entries.filter(([, field]) => !field.advanced);
  const advanced = entries.filter(([, field]) => field.advanced);
  return (
    <div className="flex flex-col gap-2">
      <div className={layout}>
        {common.map(([key, field]) => (
          <HparamField key={key} name={key} field={field} {...rest} />
        ))}
      </div>
      {advanced.length > 0 && (
        <Disclosure title={text("train.more")}>
          <div className={layout}>
            {advanced.map(([key, field]) => (
              <HparamField key={key} name={key} field={field} {...rest} />
            ))}
          </div>
        </Disclosure>
      )}
    </div>
  );
}

interface HparamFieldProps extends Omit<HparamFormProps, "fields" | "isWide"> {
  readonly name: string;
  readonly field: Field;
}

function HparamField({ name, field, values, base, onChange, onChangeEnd }: HparamFieldProps) {
  const text = useText();
  const words = { label: text.stated(`hparam.${name}`), hint: text.stated(`hparam.${name}.hint`) };
  const value = values[name] ?? field.default;
  const decide = (decided: HparamValue) => {
    onChange(name, decided);
    onChangeEnd?.(name, decided);
  };
  if (isNumberField(field)) {
    return (
      <NumberHparam
        {...words}
        field={field}
        value={Number(value)}
        base={Number(base[name] ?? field.default)}
        onChange={(next) => onChange(name, settle(field, next))}
        onChangeEnd={(next) => onChangeEnd?.(name, settle(field, next))}
      />
    );
  }
  if (field.kind === "boolean") {
    return <Switch {...words} isSelected={value === true} onChange={decide} />;
  }
  return (
    <Select
      {...words}
      value={String(value)}
      options={field.options.map((option) => ({
        value: option,
        label: text.stated(`choice.${option}`),
      }))}
      onChange={decide}
    />
  );
}

interface NumberHparamProps {
  readonly label: string;
  readonly hint: string;
  readonly field: NumberFieldSpec;
  readonly value: number;
  readonly base: number;
  readonly onChange: (value: number) => void;
  readonly onChangeEnd: (value: number) => void;
}

/** Above this a number is a name (a seed), not an amount: it is typed, not slid. */
const mostSlid = 1_000_000;

function NumberHparam({ field, base, onChangeEnd, ...shared }: NumberHparamProps) {
  const { min, max, step, isLog } = scaleOf(field);
  if (max > mostSlid) return <NumberField {...shared} min={min} max={max} />; // never live
  return (
    <Slider
      {...shared}
      onChangeEnd={onChangeEnd}
      min={min}
      max={max}
      step={step}
      scale={isLog ? "log" : "linear"}
      isWhole={field.kind === "int"}
      defaultValue={base}
      format={showSetting}
    />
  );
}
