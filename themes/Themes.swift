/// The theme files of this folder, embedded in the binary.
public enum EmbeddedThemes {
  /// Every theme by name, in the order in which they are listed to a person.
  public static let all: [(name: String, toml: [UInt8])] = [
    ("terminal", PackageResources.terminal_toml),
    ("midnight", PackageResources.midnight_toml),
    ("forest", PackageResources.forest_toml),
    ("paper", PackageResources.paper_toml),
    ("colourblind", PackageResources.colourblind_toml),
    ("mono", PackageResources.mono_toml),
  ]
}
