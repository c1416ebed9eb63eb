import { expect, test } from "vitest";
import { isPublic, networks } from "./address.ts";

test.each([
  "127.0.0.1",
  "10.0.0.8",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "255.255.255.255",
  "224.0.0.1",
  "198.18.0.1",
  "168.63.129.16",
  "192.0.0.192",
  "::",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::127.0.0.1",
  "fe80::1",
  "fe80::1%eth0",
  "fc00::1",
  "fd00:ec2::254",
  "ff02::1",
  "64:ff9b::7f00:1",
  "64:ff9b::10.0.0.1",
  "64:ff9b:1::1",
  "2002:7f00:1::",
  "2001::1",
  "2001:db8::1",
  "3fff::1",
  "4000::1",
  "",
  "localhost",
  "1.2.3",
  "::ffff:1.2.3.4.5",
])("%s is not public", (address) => expect(isPublic(address)).toBe(false));

test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])(
  "%s is public",
  (address) => expect(isPublic(address)).toBe(true),
);

test("an allowed network is recognised in every spelling of an address in it", () => {
  const isIn = networks(["10.1.0.0/16", "fd12::/16", "192.0.2.7", "hooks.internal.example"]);
  expect(["10.1.2.3", "::ffff:10.1.2.3", "64:ff9b::a01:203", "fd12::5", "192.0.2.7"].filter(isIn)).toHaveLength(5);
  expect(["10.2.0.1", "fd13::5", "192.0.2.8", "hooks.internal.example"].filter(isIn)).toEqual([]);
});
