package dev.trace2skill.adapter.llm;

import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMException.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Where requests go, and whether a key may go there. */
final class Address {

  private static final Pattern IP = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /** Names that no public server has: of this machine, of its network, of a cluster. */
  private static final Pattern LOCAL_NAME =
      Pattern.compile("[^.]+|.+\\.(localhost|local|internal|lan|svc|cluster\\.local)");

  private Address() {}

  /**
   * The URL of an operation.
   *
   * @param withKey whether a key is sent along, which over plain HTTP must not leave the local
   *     network
   */
  static HttpUrl of(String baseUrl, String operation, boolean withKey) throws LLMException {
    HttpUrl url = HttpUrl.parse(baseUrl + operation);
    if (url == null) {
      throw misconfigured("the base URL is no http or https address");
    }
    if (!url.username().isEmpty() || !url.password().isEmpty() || url.query() != null) {
      throw misconfigured("the base URL for " + url.host() + " must not have a user or a query");
    }
    if (withKey && !url.isHttps() && !isLocal(url.host())) {
      throw misconfigured(
          "a key is not sent over plain http to " + url.host() + ": use https, or set no key");
    }
    return url;
  }

  /** Decided by the name alone: asking for its address would tell it to the network. */
  private static boolean isLocal(String host) {
    return IP.matcher(host).matches() ? isLocalIp(host) : LOCAL_NAME.matcher(host).matches();
  }

  private static boolean isLocalIp(String literal) {
    try {
      InetAddress address = InetAddress.getByName(literal);
      return address.isLoopbackAddress()
          || address.isSiteLocalAddress()
          || address.isLinkLocalAddress()
          // The private addresses of IPv6 are fc00::/7.
          || (address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static LLMException misconfigured(String message) {
    return new LLMException(Kind.MISCONFIGURED, message);
  }
}
