import Canvas
import Testing

@testable import Panels

/// The pictures of ``Shops/small`` as text, wide and narrow.
@Suite struct ValuePictureTests {
  let findings = Shops.findings(Shops.small)

  @Test func deciles() throws {
    let shown = try picture(Panel.deciles.sheet(findings), 100, 12)
    #expect(
      shown == """
        Net by decile CHF                                   Sum over people, best first
            550                                             100%┤                           ⣀⣀⣀⡠⠤⠤⠤⠤⠒⠒⠒⠒⠒⠉⠉⠉
        ███████████                                             │                   ⣀⠤⠒⠒⠊⠉⠉⠉
        ███████████                                          80%┤┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄⣀⠤⠒⠉┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
        ███████████                                             │           ⣀⠤⠒⠉
        ███████████     300                                  50%┤         ⡠⠊
        ███████████ ▇▇▇▇▇▇▇▇▇▇▇                                 │      ⢀⠔⠊
        ███████████ ███████████                                 │    ⢀⠔⠁
        ███████████ ███████████     100                         │  ⡠⠔⠁
        ███████████ ███████████ ▅▅▅▅▅▅▅▅▅▅▅      50            0┤⡠⠊
        ███████████ ███████████ ███████████ ▇▇▇▇▇▇▇▇▇▇▇         └┬───────┬────────────┬────────────────────┬
             1           2           3           4               0      20%          50%                100%
        """)
  }

  @Test func decilesNarrow() throws {
    let shown = try picture(Panel.deciles.sheet(findings), 40, 8)
    #expect(
      shown == """
        Net by decile CHF
           550
        █████████
        █████████    300
        █████████ ▆▆▆▆▆▆▆▆▆
        █████████ █████████    100        50
        █████████ █████████ ▇▇▇▇▇▇▇▇▇ ▄▄▄▄▄▄▄▄▄
            1         2         3         4
        """)
  }

  @Test func slices() throws {
    let shown = try picture(Panel.slices.sheet(findings), 72, 8)
    #expect(
      shown == """
        People who make each tenth of the sales, the largest first
           1                                  1                    1      1
        ██████                             ██████               ██████ ██████
        ██████                             ██████               ██████ ██████
        ██████                             ██████               ██████ ██████
        ██████                             ██████               ██████ ██████
        ██████  in #1  in #1  in #1  in #1 ██████  in #6  in #6 ██████ ██████
           1      2      3      4      5      6      7      8      9     10
        """)
  }

  @Test func slicesNarrow() throws {
    let shown = try picture(Panel.slices.sheet(findings), 40, 8, .ascii)
    #expect(
      shown == """
        People who make each tenth of the sales~
         1
        ###                 ###         ### ###
        ###                 ###         ### ###
        ###                 ###         ### ###
        ###                 ###         ### ###
        ###                 ###         ### ###
         1   2   3   4   5   6   7   8   9   10
        """)
  }

  @Test func pareto() throws {
    let shown = try picture(Panel.pareto.sheet(findings), 72, 12)
    #expect(
      shown == """
        Share of net over share of people, best …
        100%┤                      ⢀⣀⣀⡠⠤⠤⠤⠒⠒⠒⣒⠮⠛⠉    80 % comes from     2  50 %
            │                ⣀⠤⡒⠊⠉⠉⠁     ⣀⠤⠒⠉        of people           4
         80%┤┄┄┄┄┄┄┄┄┄┄┄┄┄⡠⠔⠊┄┄⡇┄┄┄┄┄⣀⠤⠒⠉┄┄┄┄┄┄┄┄    Gini             0.43
            │         ⢀⡠⠔⠉     ⡇ ⣀⠤⠒⠉
         50%┤       ⢀⠔⠁      ⣀⠤⡗⠉
            │     ⢀⠔⠁    ⣀⠤⠒⠉  ⡇
            │    ⡰⠁  ⣀⠤⠒⠉      ⡇
            │  ⡠⠊⣀⠤⠒⠉          ⡇
           0┤⣠⠮⠒⠉              ⡇
            └┬──────┬──────────┬────────────────┬
             0     20%        50%            100%
        """)
  }

  @Test func paretoNarrow() throws {
    let shown = try picture(Panel.pareto.sheet(findings), 40, 8, .ascii)
    #expect(
      shown == """
        Share of net over share of people, best~
        100%+                #############******
         80%+-----------#####-@---********------
         50%+       ####   ***@***
            |   ###********   @
           0+******           @
            ++------+---------+----------------+
             0     20%       50%            100%
        """)
  }
}
