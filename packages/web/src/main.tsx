import "./app.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { speakFirst } from "./messages/index.ts";
import { keepForLater } from "./offline.ts";
import { applyTheme } from "./ui/index.ts";

applyTheme();
keepForLater();
await speakFirst();
const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
