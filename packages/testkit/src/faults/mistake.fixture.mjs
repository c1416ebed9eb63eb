// Loaded into a server: at a signal a promise fails that nobody looks at.
process.on("SIGUSR2", () => void Promise.reject(new Error("a promise that nobody looked at")));
