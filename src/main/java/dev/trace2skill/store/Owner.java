package dev.trace2skill.store;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who is at work here: a user, on a host, in a process. */
public record Owner(String user, String host, long processId) {

  /** This process. */
  public static Owner current() {
    return new Owner(
        System.getProperty("user.name", "?"), hostName(), ProcessHandle.current().pid());
  }

  /** As publications name it. */
  public String name() {
    return user + "@" + host;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
