import Canvas
import Glibc

/// Where a user's own files lie: `$XDG_CONFIG_HOME/clientele`, else `~/.config/clientele`.
///
/// Source: XDG Base Directory Specification 0.8; a relative `XDG_CONFIG_HOME` is passed over, as it says.
public enum UserFolders {
  /// The folder of the user's settings; `nil` where neither variable names one.
  public static var configuration: String? {
    if let folder = variable("XDG_CONFIG_HOME"), folder.hasPrefix("/") { return folder + "/clientele" }
    return variable("HOME").map { $0 + "/.config/clientele" }
  }

  /// The folder of the user's themes, as the list that themes are looked for in; empty where there is none.
  public static var themes: [String] { configuration.map { [$0 + "/themes"] } ?? [] }

  /// The user's settings file where there is one on disk.
  public static var settingsFile: String? {
    guard let path = configuration.map({ $0 + "/settings.toml" }), access(path, F_OK) == 0 else { return nil }
    return path
  }

  /// A variable of the environment; `nil` where it is unset or empty.
  public static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The text of a file of at most a megabyte; `nil` where it cannot be read.
  static func text(ofFile path: String) -> String? {
    try? SmallFile.text(path)
  }
}
