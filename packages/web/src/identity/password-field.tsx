import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useText } from "../messages/index.ts";
import { Field, IconButton, TextInput } from "../ui/index.ts";
import { identityTexts } from "./en.ts";

type Props = {
  value: string;
  onValue: (value: string) => void;
  /** Choosing one, not giving it. */ fresh?: boolean;
  label?: string;
  error?: string | null;
};

export function PasswordField({ value, onValue, fresh = false, label, error }: Props) {
  const t = useText(identityTexts);
  const [shown, setShown] = useState(false);
  return (
    <Field label={label ?? t("password")} help={fresh ? t("passwordHelp") : undefined} error={error}>
      <div className="relative">
        <TextInput
          value={value}
          onValue={onValue}
          type={shown ? "text" : "password"}
          name="password"
          autoComplete={fresh ? "new-password" : "current-password"}
          maxLength={256}
          large
        />
        <span className="absolute inset-y-0 end-1 flex items-center">
          <IconButton
            label={shown ? t("hidePassword") : t("showPassword")}
            icon={shown ? <EyeOff size={16} /> : <Eye size={16} />}
            onClick={() => setShown(!shown)}
          />
        </span>
      </div>
    </Field>
  );
}
