package dev.trace2skill.cli;

/** The program. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.out.println("trace2skill");
  }
}
