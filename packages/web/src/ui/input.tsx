import { Field } from "@base-ui/react/field";
import type { InputHTMLAttributes, Ref, TextareaHTMLAttributes } from "react";
import { cx } from "./cx.ts";

type Changes<T> = Omit<T, "className" | "onChange" | "value" | "defaultValue"> & { value: string; onValue: (value: string) => void };

type TextProps = Changes<InputHTMLAttributes<HTMLInputElement>> & { ref?: Ref<HTMLInputElement>; large?: boolean };

/** One line of text. Put it in a `Field`, which names it. */
export function TextInput({ value, onValue, large = false, ref, ...rest }: TextProps) {
  return (
    <Field.Control
      {...rest}
      ref={ref}
      value={value}
      onValueChange={onValue}
      className={large ? `${control} h-10 px-3 text-base` : cx(controlClass, "h-8 px-2.5 pointer-coarse:h-10")}
    />
  );
}

type AreaProps = Changes<TextareaHTMLAttributes<HTMLTextAreaElement>> & { ref?: Ref<HTMLTextAreaElement> };

/** Grows with what is typed, from `rows` (3) to half the screen. */
export function TextArea({ value, onValue, rows = 3, ref, ...rest }: AreaProps) {
  return (
    <Field.Control
      value={value}
      onValueChange={onValue}
      render={<textarea {...rest} ref={ref} rows={rows} />}
      className={cx(controlClass, "field-sizing-content min-h-20 max-h-[50dvh] resize-y px-2.5 py-1.5 leading-5")}
    />
  );
}

/** `YYYY-MM-DD`, or "" for none, through the browser's own picker. */
export function DateInput(props: Omit<TextProps, "type">) {
  return <TextInput {...props} type="date" />;
}

/** `YYYY-MM-DDTHH:MM` in the zone of whoever is asked, or "". */
export function DateTimeInput(props: Omit<TextProps, "type">) {
  return <TextInput {...props} type="datetime-local" />;
}

const control =
  "w-full min-w-0 rounded-md border border-line-strong/70 bg-raised text-ink outline-offset-0 transition-colors duration-100 hover:border-line-strong focus-visible:border-accent focus-visible:outline-1 data-invalid:border-act data-invalid:outline-act pointer-coarse:text-lg disabled:opacity-60 [&:is(input,textarea):read-only]:bg-sunken";

export const controlClass = `${control} text-sm`;
